/** Hands a file made in the page to the browser's downloads. */
export function saveFile(name: string, type: string, content: BlobPart) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the address after the click: give it the time to.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
