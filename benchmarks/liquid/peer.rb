# The reference's side of bench.py: reads the work from standard input, answers with CPU seconds.
ENV["JEKYLL_NO_BUNDLER_REQUIRE"] = "true"
require "json"
require "jekyll"
Jekyll.logger.log_level = :error

work = JSON.parse($stdin.read)
templates = work["templates"]
site = Struct.new(:config, :filter_cache).new(work["payload"]["site"], {})

# The include tag's file handling is not what is compared: names resolve to parsed templates.
class MemoryInclude < Jekyll::Tags::IncludeTag
  PARSED = {}
  def render(context)
    context.stack do
      context["include"] = parse_params(context) if @params
      PARSED.fetch(@file).render!(context)
    end
  end
end
Liquid::Template.register_tag("include", MemoryInclude)
Liquid::Template.error_mode = :warn

def cpu
  before = Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID)
  yield
  Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID) - before
end

seconds = {}
seconds["parse"] = cpu do
  work["parse_times"].times { templates.each_value { |text| Liquid::Template.parse(text, :line_numbers => true) } }
end
parsed = templates.transform_values { |text| Liquid::Template.parse(text, :line_numbers => true) }
MemoryInclude::PARSED.merge!(parsed)
digests = {}
work["rounds"].each do |name, pages|
  output = nil
  seconds[name] = cpu do
    pages.each do |page|
      output = parsed[name].render!(
        work["payload"].merge(page), :registers => { :site => site, :page => page["page"] }
      )
    end
  end
  digests[name] = output
end
puts JSON.generate("seconds" => seconds, "outputs" => digests, "version" => "Jekyll #{Jekyll::VERSION}, Liquid #{Liquid::VERSION}")
