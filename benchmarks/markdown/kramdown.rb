# CPU milliseconds that kramdown takes for each document named: best of ROUNDS times REPEATS.
require "kramdown"
require "kramdown-parser-gfm"

ROUNDS, REPEATS = 5, 20
ARGV.each do |path|
  text = File.read(path, encoding: "utf-8")
  options = { input: "GFM", hard_wrap: false, syntax_highlighter: nil }
  convert = -> { Kramdown::Document.new(text, options).to_html }
  3.times { convert.call }
  best = (1..ROUNDS).map do
    start = Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID)
    REPEATS.times { convert.call }
    (Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID) - start) / REPEATS
  end.min
  puts "#{path}\t#{best * 1000}"
end
