/** Spanish words of the administration at large: navigation, its door, and admin mode. */

import type { ShapeOf } from "~/lib/i18n/types";
import type en from "../en/frame";

export default {
  nav: {
    title: "Administración",
    place: "Este lugar",
    accounts: "Cuentas",
    reports: "Denuncias",
    audit: "Registro",
  },
  door: {
    title: "Entrar en modo de gestión",
    lead: "Demuestra otra vez tu identidad. El modo de gestión dura 15 minutos, y lo que hagas en él queda en el registro.",
    againLead: "El modo de gestión ha terminado. Demuestra otra vez tu identidad y esto seguirá.",
    stayLead: "Demuestra otra vez tu identidad, y el modo de gestión durará 15 minutos más.",
    code: "Segundo paso",
    codeHint: "Seis cifras de tu aplicación, o un código de recuperación.",
    go: "Entrar en modo de gestión",
    going: "Comprobando",
    factorTitle: "Primero, un segundo paso",
    factorBody: "Quien gestiona este lugar entra con algo más que una contraseña. Añade una aplicación de códigos a tu cuenta y vuelve aquí.",
    factorGo: "Configurar el segundo paso",
    noRight: "Esta página es para quienes gestionan el lugar",
    noRightBody: "Tu cuenta no tiene ningún cargo aquí.",
    home: "Volver a las salas",
  },
  lamp: {
    name: "Modo de gestión",
    left: { one: "Modo de gestión: queda {n} minuto.", other: "Modo de gestión: quedan {n} minutos." },
    audited: "Todo lo que hagas aquí queda en el registro.",
    last: "El modo de gestión termina en menos de un minuto.",
    over: "El modo de gestión ha terminado.",
    stay: "Seguir",
    again: "Entrar otra vez",
    leave: "Salir ahora",
    leaving: "Saliendo",
  },
} satisfies ShapeOf<typeof en>;
