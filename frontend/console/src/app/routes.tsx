import {
  AlertOutlined,
  AuditOutlined,
  BookOutlined,
  CloudUploadOutlined,
  FileAddOutlined,
  InboxOutlined,
  PhoneOutlined,
  ProfileOutlined,
  SearchOutlined,
  UserDeleteOutlined,
} from "@ant-design/icons";
import type { ParseKeys } from "i18next";
import type { ComponentType } from "react";
import type { Access } from "./access";

type PageModule = { default: ComponentType };

export interface WorkspaceRoute {
  path: string;
  title: ParseKeys;
  load: () => Promise<PageModule>;
  /** Set on pages that stand in the rail. */
  icon?: ComponentType;
  access?: (access: Access) => boolean;
}

/** The pages of a workspace, in the order of the rail. */
export const WORKSPACE_ROUTES: readonly WorkspaceRoute[] = [
  {
    path: "inbox",
    title: "nav.inbox",
    icon: InboxOutlined,
    load: () => import("../features/tickets/inbox/InboxPage"),
  },
  {
    path: "new",
    title: "nav.register",
    icon: FileAddOutlined,
    access: (access) => access.canRegister,
    load: () => import("../features/tickets/register/RegisterPage"),
  },
  {
    path: "find",
    title: "nav.find",
    icon: SearchOutlined,
    access: (access) => access.canFind,
    load: () => import("../features/find/FindPage"),
  },
  {
    path: "decisions",
    title: "nav.decisions",
    icon: AuditOutlined,
    access: (access) => access.canDecide,
    load: () => import("../features/decisions/DecisionsPage"),
  },
  {
    path: "followups",
    title: "nav.followUps",
    icon: PhoneOutlined,
    access: (access) => access.canFollowUp,
    load: () => import("../features/followups/FollowUpsPage"),
  },
  {
    path: "incidents",
    title: "nav.incidents",
    icon: AlertOutlined,
    access: (access) => access.canSeeIncidents,
    load: () => import("../features/incidents/IncidentsPage"),
  },
  {
    path: "cases",
    title: "nav.cases",
    icon: ProfileOutlined,
    access: (access) => access.canSeeLedger,
    load: () => import("../features/cases/CasesPage"),
  },
  {
    path: "catalogue",
    title: "nav.catalogue",
    icon: BookOutlined,
    access: (access) => access.canSeeCatalogue,
    load: () => import("../features/catalogue/CataloguePage"),
  },
  {
    path: "units",
    title: "nav.units",
    icon: UserDeleteOutlined,
    access: (access) => access.canOnboard,
    load: () => import("../features/units/UnitsPage"),
  },
  {
    path: "imports",
    title: "nav.imports",
    icon: CloudUploadOutlined,
    access: (access) => access.canOnboard,
    load: () => import("../features/imports/ImportsPage"),
  },
  {
    path: "cases/:number",
    title: "nav.case",
    load: () => import("../features/cases/CasePage"),
  },
  {
    path: "tickets/:ticketId",
    title: "nav.ticket",
    load: () => import("../features/tickets/page/TicketPage"),
  },
];
