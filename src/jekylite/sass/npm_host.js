// Runs npm's `sass` for jekylite: one JSON request a line on stdin, one JSON answer a line on
// stdout. npm's package is Dart Sass compiled to JavaScript; it has no embedded mode.
// Arguments: the folder of the package. Requests and answers: npm.py.
"use strict";

const readline = require("node:readline");
const sass = require(process.argv[2]);

const place = (span) =>
  span && {
    url: span.url ? String(span.url) : "",
    line: span.start.line,
    column: span.start.column,
    context: (span.context || "").split("\n")[0],
  };

const deprecation = (name) => (/^\d+\.\d+\.\d+$/.test(name) ? sass.Version.parse(name) : name);

function compile(request) {
  const log = [];
  const logger = {
    warn: (text, { deprecationType, span, stack }) =>
      log.push({ text, stack: stack || "", deprecation: deprecationType ? deprecationType.id : null, span: place(span) }),
    debug: (text, { span }) => log.push({ text, stack: "", debug: true, deprecation: null, span: place(span) }),
  };
  const options = {
    ...request.options,
    fatalDeprecations: request.options.fatalDeprecations.map(deprecation),
    sourceMapIncludeSources: true,
    verbose: true, // all warnings, not five of a kind: we count them
    alertColor: false,
    logger,
  };
  if (request.url) options.url = new URL(request.url);
  try {
    const result = sass.compileString(request.source, options);
    return {
      css: result.css,
      sourceMap: result.sourceMap ? JSON.stringify(result.sourceMap) : "",
      loadedUrls: result.loadedUrls.map(String),
      log,
    };
  } catch (error) {
    if (!(error instanceof sass.Exception)) throw error;
    return { failure: { message: error.sassMessage, formatted: `Error: ${error.message}`, span: place(error.span) }, log };
  }
}

const say = (answer) => process.stdout.write(JSON.stringify(answer) + "\n");

say({ version: sass.info.split("\n")[0].split("\t")[1] });
readline.createInterface({ input: process.stdin }).on("line", (line) => {
  say(compile(JSON.parse(line)));
});
