/** What a place lends: rooms and pools of devices, as they are read and written. */
import type { Answer } from '$lib/api/answer';
import { api, ifMatch, ok } from '$lib/api/client';
import type { Errors } from '$lib/form/field';
import { m } from '$lib/paraglide/messages';

export type Lending = Answer<'LendingView'>;
export type Room = Answer<'RoomView'>;
export type DevicePool = Answer<'DevicePoolView'>;

/** What is written down or changed: nothing of it when it is new. */
export type Asked = { kind: 'room'; room: Room | null } | { kind: 'pool'; pool: DevicePool | null };

export interface LentValues {
  name: string;
  /** Seats of a room, devices of a pool. */
  count: number;
  wired_ports: number;
  is_closed: boolean;
}

export function valuesOf(asked: Asked): LentValues {
  if (asked.kind === 'room') {
    const { room } = asked;
    return {
      name: room?.name ?? '',
      count: room?.seats ?? 10,
      wired_ports: room?.wired_ports ?? 0,
      is_closed: room?.is_closed ?? false,
    };
  }
  const { pool } = asked;
  return {
    name: pool?.name ?? '',
    count: pool?.size ?? 1,
    wired_ports: 0,
    is_closed: pool?.is_closed ?? false,
  };
}

export function validate({ name }: LentValues): Errors {
  return name.trim() === '' ? { name: m.lending_error_name() } : {};
}

/** Those that are to be had first, each kind by name as the server gives it. */
export function openFirst<Item extends { is_closed: boolean }>(items: readonly Item[]): Item[] {
  return [...items.filter((one) => !one.is_closed), ...items.filter((one) => one.is_closed)];
}

export function readLending(place: string): Promise<Lending> {
  return ok(api.GET('/api/places/{id}/rooms', { params: { path: { id: place } } }));
}

/** Under the same id it is written once; with a version it is changed. */
export async function save(place: string, id: string, asked: Asked, values: LentValues) {
  const own = asked.kind === 'room' ? asked.room : asked.pool;
  const params = { path: { id }, ...(own ? { header: ifMatch(own.version) } : {}) };
  const { name, count, wired_ports, is_closed } = values;
  const both = { place_id: place, name: name.trim(), is_closed };
  if (asked.kind === 'room') {
    await api.PUT('/api/rooms/{id}', { params, body: { ...both, seats: count, wired_ports } });
  } else {
    await api.PUT('/api/device-pools/{id}', { params, body: { ...both, size: count } });
  }
}
