/** The buttons beside the snippets. A page opened as a file may have no clipboard; then the text is selected instead. */
export const copy = `
for (const button of all('.copy')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    const text = one('pre', button.parentElement);
    try {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(text);
      button.textContent = 'Selected';
    }
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
  });
}
`;
