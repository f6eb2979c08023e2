/** Arabic words of the catch-up page. */
import type { ShapeOf } from "~/lib/i18n/types";
import type en from "./en";

export default {
  catch: {
    title: "ما فاتك",
    rooms: "غرف تنتظرك",
    none: "لا شيء ينتظرك",
    none_text: "تظهر هنا الغرف التي فيها جديد، وأولها ما ذُكرت فيه.",
    unread: { zero: "لا رسائل جديدة", one: "رسالة جديدة", two: "رسالتان جديدتان", few: "{n} رسائل جديدة", many: "{n} رسالة جديدة", other: "{n} رسالة جديدة" },
    open: "فتح {room} في {space}",
    read: "تعليم {room} كمقروءة",
    read_all: "تعليم الكل كمقروء",
    was_read: "صارت مقروءة: {room}",
    were_read: { zero: "لا غرف مقروءة", one: "صارت غرفة مقروءة.", two: "صارت غرفتان مقروءتين.", few: "صارت {n} غرف مقروءة.", many: "صارت {n} غرفة مقروءة.", other: "صارت {n} غرفة مقروءة." },
    undo: "تراجع",
    failed: "لم تُحمَّل السطور الأولى.",
    again: "حاول مرة أخرى",
    nothing_left: "لم يعد هنا شيء جديد.",
    sealed: "رسالة مشفّرة",
    more: { zero: "لا مزيد", one: "ورسالة أخرى", two: "ورسالتان أخريان", few: "و{n} رسائل أخرى", many: "و{n} رسالة أخرى", other: "و{n} رسالة أخرى" },
    next: "التالي",
    done: "مقروءة",
    enter: "فتح",
  },
} satisfies ShapeOf<typeof en>;
