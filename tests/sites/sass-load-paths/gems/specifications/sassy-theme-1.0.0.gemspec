Gem::Specification.new do |s|
  s.name = "sassy-theme"
  s.version = "1.0.0"
  s.files = []
  s.authors = ["Nobody"]
  s.summary = "A theme of style sheets only"
end
