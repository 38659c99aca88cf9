/** The board of protected figures, asked for once. Screens ask while the figures are counted. */
export const board = () => import('./Board.svelte');
