/* The rows of the transcript in their order, whatever the order in which they arrive. */
import { list } from "./log.js";

/** {id, seq, order, node}; a message of ours has seq 0 until it is accepted, a remark has neither id nor seq. */
let rows = [];
const byId = new Map();
let pendingOrder = 1e12; // behind everything that has a sequence number

export const rowOf = (id) => byId.get(id);
export const rowAt = (seq) => rows.find((row) => row.seq === seq);

function place(row) {
  rows = rows.filter((other) => other !== row);
  const at = rows.findIndex((other) => other.order > row.order);
  rows.splice(at < 0 ? rows.length : at, 0, row);
  const after = at < 0 ? null : rows[at + 1].node;
  // Moving a node would reset its scroll and focus: only when it must.
  if (!row.node.isConnected || row.node.nextSibling !== after) list.insertBefore(row.node, after);
}

export function addRow(id, seq, node) {
  const row = { id, seq, order: seq || ++pendingOrder, node };
  byId.set(id, row);
  place(row);
  return row;
}

/** A line that is not of the ledger stays where it happened: behind the message `seq`. */
export const addRemark = (seq, node) => place({ order: seq + 0.5, node });

/** The ledger has it: now it has its place. */
export function settle(row, seq) {
  if (seq && !row.seq) {
    row.seq = row.order = seq;
    place(row);
  }
  setStatus(row, "");
}

export function setStatus(row, text) {
  if (!row) return;
  if (text) row.node.dataset.status = text;
  else delete row.node.dataset.status;
}

export function removeRow(row) {
  rows = rows.filter((other) => other !== row);
  byId.delete(row.id);
  row.node.remove();
}

export function clearRows() {
  for (const { node } of rows) node.remove();
  rows = [];
  byId.clear();
}
