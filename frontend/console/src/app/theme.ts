import type { ThemeConfig } from "antd";

const FONTS =
  '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", system-ui, sans-serif';

/** Pine green on paper grey; red is left to the seal, to danger and to what is overdue. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: "#1f6f63",
    colorInfo: "#1d5a94",
    colorSuccess: "#2f7a45",
    colorWarning: "#a86a00",
    colorError: "#b23b2c",
    colorLink: "#1f6f63",
    colorTextBase: "#1e2726",
    colorTextPlaceholder: "#64706d",
    colorTextDescription: "#55615f",
    colorBgLayout: "#f3f4f1",
    colorBorder: "#c3cbc7",
    colorBorderSecondary: "#dde2df",
    borderRadius: 4,
    borderRadiusLG: 6,
    fontFamily: FONTS,
    fontSize: 14,
    wireframe: false,
  },
  components: {
    Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none" },
    Form: { itemMarginBottom: 16, verticalLabelPadding: "0 0 4px" },
    Drawer: { paddingLG: 20 },
    Segmented: { itemSelectedColor: "#1f6f63" },
  },
};
