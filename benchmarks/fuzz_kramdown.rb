# Answers each line, a JSON string of Markdown, by a line: the JSON string of kramdown's HTML, or null.
require "json"
require "kramdown"
require "kramdown-parser-gfm"

options = {
  input: "GFM", hard_wrap: false, auto_ids: true, entity_output: :as_char, guess_lang: true,
  toc_levels: [1, 2, 3, 4, 5, 6], smart_quotes: "lsquo,rsquo,ldquo,rdquo", syntax_highlighter: nil
}
$stdout.sync = true
$stdin.each_line do |line|
  begin
    html = Kramdown::Document.new(JSON.parse("[#{line}]").first, options).to_html
    puts JSON.generate(html)
  rescue StandardError, SystemStackError
    puts "null"
  end
end
