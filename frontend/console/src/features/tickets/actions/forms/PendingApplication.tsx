import { useTranslation } from "react-i18next";
import { formatShanghai } from "../../../../shared/shanghai";
import type { TicketDetail } from "../../page/ticketTypes";
import { Explanation } from "../fields";

/** What is asked for: by whom, how long, and why. */
export function PendingApplication({ ticket }: { ticket: TicketDetail }) {
  const { t } = useTranslation();
  return ticket.applications
    .filter(({ state }) => state === "PENDING")
    .map(({ id, fromUnit, workingDays, hours, until, reason }) => (
      <Explanation key={id}>
        {t("form.time.asked", { unit: fromUnit.name, reason })}
        {workingDays !== null && t("form.time.askedDays", { count: workingDays })}
        {hours !== null && t("form.time.askedHours", { count: hours })}
        {until !== null && t("form.time.askedUntil", { time: formatShanghai(until) })}
      </Explanation>
    ));
}
