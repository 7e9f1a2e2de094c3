import { DatePicker, Form, Select } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useTranslation } from "react-i18next";
import { DelegateTicketDocument } from "../../../generated/graphql";
import { unitKindLabel } from "../../../shared/labels";
import { formatShanghai, shanghaiInstant } from "../../../shared/shanghai";
import type { TicketDetail } from "../page/ticketTypes";
import type { ActionFormProps } from "./ActionFormProps";
import styles from "./Actions.module.css";
import { CommandForm } from "./CommandForm";
import { TextField } from "./fields";

interface DelegateValues {
  toUnitId: string;
  requirement?: string;
  dueAt?: Dayjs | null;
  bodyShared?: string;
}

export function DelegateForm(props: ActionFormProps) {
  const { t } = useTranslation();
  const { ticket } = props;
  const limit = ticket.holderDueAt ?? ticket.dueAt;
  return (
    <CommandForm
      {...props}
      action="DELEGATE"
      document={DelegateTicketDocument}
      initialValues={{ bodyShared: ticket.bodyShared }}
      toVariables={(values: DelegateValues, stamp) => ({
        ticketId: ticket.id,
        toUnitId: values.toUnitId,
        requirement: values.requirement,
        dueAt: values.dueAt ? shanghaiInstant(values.dueAt.format("YYYY-MM-DDTHH:mm")) : null,
        ...(ticket.isOrigin && { bodyShared: values.bodyShared }),
        ...stamp,
      })}
      refusalsOf={({ delegateTicket }) => delegateTicket.errors}
    >
      <TargetSelect targets={ticket.delegateTargets} />
      <TextField
        name="requirement"
        label={t("form.delegate.requirement")}
        placeholder={t("form.delegate.requirementHint")}
        rows={3}
      />
      <Form.Item
        name="dueAt"
        label={t("form.delegate.dueAt")}
        extra={
          limit === null
            ? t("form.delegate.dueAtHelp")
            : t("form.delegate.dueAtWithin", { time: formatShanghai(limit) })
        }
      >
        <DatePicker
          showTime={{ format: "HH:mm", minuteStep: 10 }}
          format="YYYY-MM-DD HH:mm"
          style={{ width: 220 }}
          minDate={dayjs().startOf("day")}
        />
      </Form.Item>
      {ticket.isOrigin && (
        <TextField
          name="bodyShared"
          label={t("form.delegate.bodyShared")}
          help={t("form.delegate.bodySharedHelp")}
          rows={5}
        />
      )}
    </CommandForm>
  );
}

/** One flat list: a group's heading is no option, and screen readers stumble over it. */
function TargetSelect({ targets }: { targets: TicketDetail["delegateTargets"] }) {
  const { t } = useTranslation();
  const options = targets.map(({ id, name, code, kind }) => ({
    value: id,
    label: name,
    code,
    kind: unitKindLabel(kind, t),
  }));
  return (
    <Form.Item
      name="toUnitId"
      label={t("form.delegate.toUnitId")}
      rules={[{ required: true, message: t("form.delegate.toUnitMissing") }]}
    >
      <Select
        showSearch={{ optionFilterProp: ["label", "code"] }}
        options={options}
        optionRender={({ data }) => (
          <span className={styles.target}>
            {data.label}
            <span>{data.kind}</span>
          </span>
        )}
        placeholder={t("form.delegate.toUnitHint")}
        data-testid="field-toUnitId"
      />
    </Form.Item>
  );
}
