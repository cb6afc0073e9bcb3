/** On paper nothing can be unfolded: what failed is, for as long as it prints. */
export const print = `
let unfolded = [];
addEventListener('beforeprint', () => {
  unfolded = all('.finding.fail:not([open]), .finding.unclear:not([open]), .drawn:not([open])');
  for (const details of unfolded) details.open = true;
});
addEventListener('afterprint', () => {
  for (const details of unfolded) details.open = false;
  unfolded = [];
});
`;
