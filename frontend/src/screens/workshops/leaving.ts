/** Giving up what one has: a seat, an offer, a turn in the queue, a request. In words. */
import type { Enrolment } from '$lib/api/workshops';
import { m } from '$lib/paraglide/messages';

export interface Leaving {
  /** Of the button that asks. */
  ask: string;
  title: string;
  text: string;
  stay: string;
  leave: string;
}

export function leavingWords(own: Enrolment | null, somebodyWaits: boolean): Leaving {
  switch (own?.state) {
    case 'offered':
      return {
        ask: m.ws_decline(),
        title: m.ws_decline_title(),
        text: m.ws_decline_text(),
        stay: m.ws_decline_not_yet(),
        leave: m.ws_decline(),
      };
    case 'waitlisted':
      return {
        ask: m.ws_leave_queue(),
        title: m.ws_leave_queue_title(),
        text: m.ws_leave_queue_text(),
        stay: m.ws_stay_queue(),
        leave: m.ws_leave_queue_do(),
      };
    case 'requested':
      return {
        ask: m.ws_take_back_request(),
        title: m.ws_take_back_title(),
        text: m.ws_take_back_text(),
        stay: m.ws_stay_request(),
        leave: m.ws_take_back_request(),
      };
    default:
      return {
        ask: m.ws_give_back(),
        title: m.ws_leave_title(),
        text: somebodyWaits ? m.ws_leave_text() : m.ws_leave_text_free(),
        stay: m.ws_stay(),
        leave: m.ws_leave_do(),
      };
  }
}
