import { Descriptions } from "antd";
import { useTranslation } from "react-i18next";
import type { TicketDetail } from "../../page/ticketTypes";
import { Explanation } from "../fields";
import { pendingSignOff } from "../pending";

/** The act as it will leave the unit. */
export function PendingSignOff({ ticket }: { ticket: TicketDetail }) {
  const { t } = useTranslation();
  const waiting = pendingSignOff(ticket);
  if (waiting === undefined) return null;
  const said = Object.values(JSON.parse(waiting.arguments) as Record<string, unknown>);
  return (
    <>
      <Explanation>
        {t("form.signOff.asked", {
          act: t(`signOffAct.${waiting.act}`),
          name: waiting.askedByName,
        })}
      </Explanation>
      <Descriptions
        column={1}
        size="small"
        items={said
          .filter((value) => typeof value === "string" || typeof value === "number")
          .map((value, index) => ({ key: index, children: String(value) }))}
      />
    </>
  );
}
