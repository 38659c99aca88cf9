/** The figures that open the screen. */
import type { CoordinationStatistics } from '$lib/api/coordination';
import type { Card } from '$lib/charts/model';
import { formatNumber } from '$lib/format';
import { m } from '$lib/paraglide/messages';
import { hoursOf } from './describe';

export function headlines({ totals }: CoordinationStatistics): Card[] {
  const n = formatNumber;
  return [
    {
      value: n(totals.activities),
      name: m.coord_fig_activities({ count: totals.activities }),
      detail: m.coord_fig_activities_detail({
        animations: n(totals.animations),
        events: n(totals.events),
        partnerships: n(totals.partnerships),
      }),
    },
    {
      value: hoursOf(totals.minutes),
      name: m.coord_fig_hours(),
      detail: m.coord_fig_hours_detail({ untimed: n(totals.untimed) }),
    },
    {
      value: n(totals.people),
      name: m.coord_fig_people(),
      detail: m.coord_fig_people_detail({
        mediators: n(totals.mediators),
        others: n(totals.other_actors),
        participants: n(totals.participants),
      }),
    },
    {
      value: n(totals.structures + totals.partners),
      name: m.coord_fig_bodies(),
      detail: m.coord_fig_bodies_detail({
        structures: n(totals.structures),
        partners: n(totals.partners),
      }),
    },
  ];
}
