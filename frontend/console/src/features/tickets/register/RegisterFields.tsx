import { Form, Input, Radio, Select } from "antd";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { useApiQuery } from "../../../api/hooks";
import { CategoriesDocument, Channel, TicketKind, Urgency } from "../../../generated/graphql";
import { channelLabel, choicesOf, kindLabel, urgencyLabel } from "../../../shared/labels";
import { UnitPicker } from "../../../shared/UnitPicker";
import { useWorkspace } from "../../../shared/workspace";
import styles from "./Register.module.css";
import { categoryOptions } from "./registerForm";

/** What it is about. */
export function MatterFields() {
  const { t } = useTranslation();
  const missing = (label: string) => [
    { required: true, whitespace: true, message: t("form.fillIn", { label }) },
  ];
  return (
    <div>
      <Form.Item
        name="kind"
        label={t("field.kind")}
        rules={[{ required: true, message: t("register.kindMissing") }]}
      >
        <Radio.Group
          optionType="button"
          buttonStyle="solid"
          options={choicesOf(TicketKind, kindLabel, t)}
          data-testid="field-kind"
        />
      </Form.Item>
      <Form.Item name="title" label={t("field.title")} rules={missing(t("field.title"))}>
        <Input placeholder={t("register.titleHint")} data-testid="field-title" />
      </Form.Item>
      <Form.Item name="body" label={t("ticket.request")} rules={missing(t("ticket.request"))}>
        <Input.TextArea
          autoSize={{ minRows: 8, maxRows: 18 }}
          placeholder={t("register.bodyHint")}
          data-testid="field-body"
        />
      </Form.Item>
      <div className={styles.pair}>
        <CategoryField />
        <Form.Item name="urgency" label={t("field.urgency")}>
          <Radio.Group options={choicesOf(Urgency, urgencyLabel, t)} />
        </Form.Item>
      </div>
    </div>
  );
}

function CategoryField() {
  const { t } = useTranslation();
  const categories = useApiQuery(CategoriesDocument, {}, { staleTime: 3_600_000 });
  return (
    <Form.Item name="category" label={t("field.category")}>
      <Select
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        loading={categories.isPending}
        options={categoryOptions(categories.data?.categories ?? [])}
        placeholder={t("register.categoryHint")}
      />
    </Form.Item>
  );
}

/** Where it is, how it came, and for which office it is registered. */
export function PlaceFields() {
  const { t } = useTranslation();
  return (
    <Group title={t("register.place")}>
      <OfficeField />
      <Form.Item name="channel" label={t("field.channel")}>
        <Select
          options={choicesOf(Channel, channelLabel, t)}
          showSearch={{ optionFilterProp: "label" }}
        />
      </Form.Item>
      <Form.Item name="areaUnitId" label={t("field.area")}>
        <UnitPicker />
      </Form.Item>
      <Form.Item name="address" label={t("field.address")}>
        <Input placeholder={t("register.addressHint")} data-testid="field-address" />
      </Form.Item>
    </Group>
  );
}

/** Only a person with several offices here has a choice. */
function OfficeField() {
  const { t } = useTranslation();
  const { person } = useWorkspace();
  const units = new Map(person.memberships.map(({ unit }) => [unit.id, unit.name]));
  if (units.size < 2) return null;
  return (
    <Form.Item name="unitId" label={t("register.office")}>
      <Select allowClear options={[...units].map(([value, label]) => ({ value, label }))} />
    </Form.Item>
  );
}

export function CallerFields() {
  const { t } = useTranslation();
  return (
    <Group title={t("register.caller")}>
      <div className={styles.pair}>
        <Form.Item name="callerName" label={t("register.callerName")}>
          <Input autoComplete="off" data-testid="field-callerName" />
        </Form.Item>
        <Form.Item name="callerPhone" label={t("field.callerPhone")}>
          <Input autoComplete="off" inputMode="tel" data-testid="field-callerPhone" />
        </Form.Item>
      </div>
      <p className={styles.hint}>{t("register.callerHint")}</p>
    </Group>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className={styles.group} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
