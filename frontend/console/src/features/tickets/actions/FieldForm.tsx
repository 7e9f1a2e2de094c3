import { DatePicker, Form, Input, InputNumber, Radio, Select } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import type { ParseKeys, TFunction } from "i18next";
import type { ComponentType, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { TicketAction, TypedDocumentString } from "../../../generated/graphql";
import type { Refusal } from "../../../shared/errors";
import { shanghaiInstant } from "../../../shared/shanghai";
import { UnitPicker } from "../../../shared/UnitPicker";
import { UnitsPicker } from "../../../shared/UnitsPicker";
import type { TicketDetail } from "../page/ticketTypes";
import type { ActionFormProps } from "./ActionFormProps";
import styles from "./Actions.module.css";
import { CommandForm, type CommandStamp } from "./CommandForm";
import { Explanation, TextField } from "./fields";

export interface Choice {
  value: string | boolean;
  label: string;
}

/** One input of an action's form, as data. */
export interface FieldSpec {
  name: string;
  input: "text" | "line" | "number" | "time" | "unit" | "units" | "choice" | "list";
  label: ParseKeys;
  help?: ParseKeys;
  required?: boolean;
  rows?: number;
  choices?: (t: TFunction, ticket: TicketDetail) => Choice[];
  /** Shown only where the other values say so. */
  when?: (values: Record<string, unknown>, ticket: TicketDetail) => boolean;
}

export interface FormSpec<TResult, TVariables> {
  action: TicketAction;
  document: TypedDocumentString<TResult, TVariables>;
  errorsOf: (result: TResult) => Refusal[];
  variables: (ticket: TicketDetail, values: never, stamp: CommandStamp) => TVariables;
  fields: readonly FieldSpec[];
  explanation?: ParseKeys;
  /** What the person must see before deciding. */
  shows?: ComponentType<{ ticket: TicketDetail }>;
  initial?: (ticket: TicketDetail) => Record<string, unknown>;
  danger?: boolean;
}

/** An action's form made from its fields; the frame, the refusals and STALE are CommandForm's. */
export function fieldForm<TResult, TVariables>(
  spec: FormSpec<TResult, TVariables>,
): ComponentType<ActionFormProps> {
  function FieldForm(props: ActionFormProps) {
    const { t } = useTranslation();
    const [form] = Form.useForm<Record<string, unknown>>();
    const watched = Form.useWatch([], form) as Record<string, unknown> | undefined;
    const values = watched ?? spec.initial?.(props.ticket) ?? {};
    const { ticket } = props;
    const Shown = spec.shows;
    const fields = spec.fields.filter(({ when }) => when === undefined || when(values, ticket));
    return (
      <CommandForm
        {...props}
        form={form}
        action={spec.action}
        document={spec.document}
        danger={spec.danger ?? false}
        initialValues={spec.initial?.(ticket) ?? {}}
        toVariables={(said: Record<string, unknown>, stamp) =>
          spec.variables(ticket, plain(said) as never, stamp)
        }
        refusalsOf={spec.errorsOf}
      >
        {spec.explanation !== undefined && <Explanation>{t(spec.explanation)}</Explanation>}
        {Shown !== undefined && <Shown ticket={ticket} />}
        {fields.map((field) => (
          <SpecField key={field.name} field={field} ticket={ticket} />
        ))}
      </CommandForm>
    );
  }
  FieldForm.displayName = `${spec.action}Form`;
  return FieldForm;
}

/** Times as instants, and what was left empty left out. */
function plain(values: Record<string, unknown>): Record<string, unknown> {
  const said = Object.entries(values).filter(([, value]) => value !== undefined && value !== "");
  return Object.fromEntries(
    said.map(([name, value]) => [
      name,
      dayjs.isDayjs(value) ? shanghaiInstant((value as Dayjs).format("YYYY-MM-DDTHH:mm")) : value,
    ]),
  );
}

function SpecField({ field, ticket }: { field: FieldSpec; ticket: TicketDetail }) {
  const { t } = useTranslation();
  const label = t(field.label);
  const help = field.help === undefined ? undefined : t(field.help);
  if (field.input === "text") {
    return (
      <TextField
        name={field.name}
        label={label}
        help={help}
        rows={field.rows ?? 4}
        required={field.required ?? false}
      />
    );
  }
  const message = t("form.fillIn", { label });
  const rules = field.required ? [{ required: true, message }] : [];
  return (
    <Form.Item name={field.name} label={label} extra={help} rules={rules}>
      {inputOf(field, ticket, t)}
    </Form.Item>
  );
}

function inputOf(field: FieldSpec, ticket: TicketDetail, t: TFunction): ReactNode {
  const testId = `field-${field.name}`;
  switch (field.input) {
    case "text":
    case "line":
      return <Input data-testid={testId} />;
    case "number":
      return <InputNumber min={1} precision={0} data-testid={testId} />;
    case "time":
      return (
        <DatePicker
          showTime={{ format: "HH:mm", minuteStep: 10 }}
          format="YYYY-MM-DD HH:mm"
          className={styles.time ?? ""}
          data-testid={testId}
        />
      );
    case "unit":
      return <UnitPicker />;
    case "units":
      return <UnitsPicker />;
    case "choice":
      return (
        <Radio.Group className={styles.reasons ?? ""} options={field.choices?.(t, ticket) ?? []} />
      );
    case "list":
      return (
        <Select
          showSearch={{ optionFilterProp: "label" }}
          options={field.choices?.(t, ticket) ?? []}
          data-testid={testId}
        />
      );
    default:
      return unknownInput(field.input);
  }
}

function unknownInput(input: never): never {
  throw new Error(`no such input: ${String(input)}`);
}
