/** Spanish words of the trail of the place. */

import type { ShapeOf } from "~/lib/i18n/types";
import type en from "../en/audit";

export default {
  audit: {
    title: "Registro",
    intro: "Quién hizo qué en todo este lugar, lo más nuevo primero. Lo que pasa dentro de un espacio está en el registro de ese espacio.",
    empty: "Aún nada",
    emptyBody: "Lo que hacen quienes gestionan el lugar queda un año en esta lista.",
    none: "Nada así",
    noneBody: "Elige otra persona, otro tipo u otros días.",
    who: "Persona",
    everybody: "Todas",
    kind: "Tipo",
    all: "Todos los tipos",
    since: "Desde",
    until: "Hasta",
    more: "Mostrar anteriores",
    by: "por {name}",
    byGone: "por alguien cuya cuenta ya no existe",
    cli: "por la línea de órdenes",
    account: "Cuenta: {name}",
    reason: "Motivo: {reason}",
    changed: "{key}: {old} → {new}",
    nothing: "nada",
    yes: "sí",
    no: "no",
  },
  actions: {
    elevation_begin: "Entrada en modo de gestión",
    elevation_end: "Salida del modo de gestión",
    user_suspend: "Cuenta suspendida",
    user_lift: "Suspensión levantada",
    user_sign_out: "Sesiones de una cuenta cerradas",
    user_reset_factors: "Segundo paso quitado",
    user_role: "Cargo cambiado",
    report_claim: "Denuncia asumida",
    report_resolve: "Denuncia cerrada",
  },
  fields: {
    reason: "Motivo",
    until: "Hasta",
    second_factor: "Segundo paso",
    instance_role: "Cargo",
  },
} satisfies ShapeOf<typeof en>;
