/** Since or from when a citizen waits to be called: as appointed, else since they were answered,
 * else (answered on the telephone) since they asked. The server sorts the queue by this. */
export function waitsFrom(ticket: {
  nextFollowUpAt: string | null;
  replies: readonly { approvedAt: string }[];
  registeredAt: string;
}): string {
  return ticket.nextFollowUpAt ?? ticket.replies.at(-1)?.approvedAt ?? ticket.registeredAt;
}
