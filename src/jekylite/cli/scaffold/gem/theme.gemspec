Gem::Specification.new do |spec|
  spec.name          = "<<THEME>>"
  spec.version       = "0.1.0"
  spec.authors       = ["<<AUTHOR>>"]
  spec.email         = ["<<EMAIL>>"]

  spec.summary       = "A theme for Jekyll."
  spec.homepage      = "https://example.com/<<THEME>>"
  spec.license       = "MIT"

  # What the gem brings: these folders, this licence, this page, and the theme's settings.
  spec.files = Dir["{assets,_data,_layouts,_includes,_sass}/**/*", "LICENSE*", "README*", "_config.yml"]

  spec.add_runtime_dependency "jekyll", "~> 4.4"
end
