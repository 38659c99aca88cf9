/** Plans a series out of the form of a workshop. */
import { isProblem } from '$lib/api/problem';
import type { Submission } from '$lib/form/submission.svelte';
import { leaveNotice } from '$lib/notice.svelte';
import { m } from '$lib/paraglide/messages';
import { router } from '$lib/router.svelte';
import { validateWorkshop } from '$screens/desk/validate';
import type { WorkshopValues } from '$screens/desk/values';
import { planSeries } from './api';
import { inForm, seriesInput, validateRepeat, type Repeat } from './repeat';

export async function plan(
  form: Submission,
  id: string,
  values: WorkshopValues,
  repeat: Repeat,
  planned: () => Promise<void>,
) {
  const errors = { ...validateWorkshop(values), ...validateRepeat(repeat, values.date) };
  await form.run(errors, async () => {
    const count = await send(id, seriesInput(values, repeat));
    await planned();
    leaveNotice(count === null ? m.series_planned_before() : m.series_planned({ count }));
    router.go(`/series/${id}`);
  });
}

/** How many drafts there are; null when an answer was lost and the series was planned as it was then. */
async function send(id: string, body: ReturnType<typeof seriesInput>): Promise<number | null> {
  try {
    return (await planSeries(id, body)).sessions.length;
  } catch (error) {
    if (isProblem(error) && error.code === 'conflict') return null;
    throw inForm(error);
  }
}
