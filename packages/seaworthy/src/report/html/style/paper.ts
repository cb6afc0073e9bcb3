/** On paper: black on white, no controls, no rule cut in two. */
export const paper = `
@media print {
  :root { --ground: #fff; --card: #fff; --sunk: #f4f4f4; --line: #ccc; --ink: #000; --soft: #444; }
  .filters, .copy, .entries, .skip, [role=tablist] { display: none !important; }
  .fixes section[hidden] { display: none !important; }
  .topics { grid-template-columns: repeat(8, 1fr); }
  .finding, .drawn { break-inside: avoid-page; }
  pre { max-height: none; white-space: pre-wrap; }
  * { print-color-adjust: exact; }
}
`;
