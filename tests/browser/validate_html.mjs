// Reads pages, each a JSON string on a line, and answers each with the list of its faults.
import { createInterface } from "node:readline";
import { HtmlValidate } from "html-validate";

const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:recommended", "html-validate:standard"],
  rules: {
    "long-title": "off", // for search engines; the title of a mail's page is its subject
    "no-trailing-whitespace": "off", // templates leave it behind, and no browser minds
  },
});

for await (const line of createInterface({ input: process.stdin })) {
  const report = await validator.validateString(JSON.parse(line));
  const faults = report.results.flatMap(({ messages }) => messages).map(
    (fault) => `line ${fault.line}, column ${fault.column}: ${fault.message} (${fault.ruleId})`,
  );
  console.log(JSON.stringify(faults));
}
