/** BigDesign's modal puts its name on a part of the dialog, where nobody reads it. To be the ref of its content. */
export function nameDialog(content: HTMLElement | null): void {
  const titleId = content?.closest('[aria-labelledby]')?.getAttribute('aria-labelledby');
  if (titleId) content?.closest('[role="dialog"]')?.setAttribute('aria-labelledby', titleId);
}
