import { tick } from 'svelte';
import { fieldId } from './field';

/** Leads to a control that has just appeared in the place of the button that asked for it. */
export async function focusField(name: string) {
  await tick();
  document.getElementById(fieldId(name))?.focus();
}
