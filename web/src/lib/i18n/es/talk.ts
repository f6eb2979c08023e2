/** Words of the shell, the rooms and the messages: one constant an area. */

export const skip = {
  messages: "Ir a los mensajes",
  composer: "Ir al campo de escritura",
};

export const shell = {
  spaces: "Espacios",
  rooms: "Salas",
  home: "Inicio",
  you: "Tú",
  search: "Buscar",
  settings: "Ajustes",
  admin: "Administración",
  catch_up: "Ponerse al día",
  waiting: { one: "{n} sala sin leer", many: "{n} salas sin leer", other: "{n} salas sin leer" },
  go_to: "Ir a",
  go_to_what: "Ir a una sala, una persona o una orden",
  resize: "Ancho de la lista de salas",
  show_rooms: "Mostrar salas",
  back: "Volver a las salas",
  close: "Cerrar",
  open_space: "Abrir {name}",
  unread: "sin leer",
  mentions: { one: "{n} mención", many: "{n} menciones", other: "{n} menciones" },
  members: { one: "{n} miembro", many: "{n} miembros", other: "{n} miembros" },
};

export const line = {
  connecting: "Conectando.",
  waiting: { one: "Se cortó la conexión. Otro intento en {n} segundo.", many: "Se cortó la conexión. Otro intento en {n} segundos.", other: "Se cortó la conexión. Otro intento en {n} segundos." },
  offline: "Sin conexión. Lo que hay aquí se puede leer; los mensajes saldrán cuando vuelva la red.",
  signed_out: "Se cerró la sesión. Entra de nuevo.",
  outdated: "Hay una versión más nueva. Recarga la página.",
  now: "Intentar ahora",
  reload: "Recargar",
};

export const empty = {
  title: "Aún no hay espacios",
  text: "Un espacio reúne salas y personas. Crea uno o abre una invitación.",
  create: "Crear un espacio",
  no_rooms: "Ninguna sala a la vista",
  no_rooms_text: "No puedes ver salas de este espacio. Pide a su dueño un rol que pueda.",
  invite_label: "Enlace o código de invitación",
  invite_open: "Abrir invitación",
  invite_bad: "Esto no es una invitación. Termina con diez letras y cifras.",
};

export const space = {
  create: "Crear un espacio",
  create_text: "Empieza con una sala para escribir y otra para hablar.",
  name: "Nombre",
  about: "Para qué es",
  creating: "Creando el espacio",
  join: "Entrar con una invitación",
  menu: "Menú de {name}",
  settings: "Ajustes del espacio",
  mark_read: "Marcar todo como leído",
  mark_all_read: "Marcar todos los espacios como leídos",
  all_read: "Todo queda marcado como leído.",
  read: "{name} queda marcado como leído.",
  leave: "Salir del espacio",
  leave_title: "¿Salir de {name}?",
  leave_text: "Dejarás de ver sus salas. Para volver hace falta una invitación.",
  stay: "Quedarse",
  left: "Has salido de {name}.",
  gone: "{name} ya no está disponible para ti.",
};

export const invite = {
  title: "Invitar a {name}",
  people: "Invitar",
  link: "Enlace de invitación",
  copy: "Copiar enlace",
  copied: "Enlace copiado.",
  make: "Crear enlace",
  making: "Creando el enlace",
  lasts: "Válido durante",
  hour: "1 hora",
  day: "1 día",
  week: "7 días",
  month: "30 días",
  uses: "Se puede usar",
  uses_any: "Sin límite de veces",
  uses_n: { one: "Una vez", many: "{n} veces", other: "{n} veces" },
  ends: "Cualquiera con este enlace puede entrar hasta {time}.",
};

export const room = {
  text: "Sala",
  voice: "Sala de voz",
  category: "Sección",
  new: "Crear una sala",
  new_in: "Crear una sala en {name}",
  new_section: "Crear una sección",
  kind: "Tipo",
  name: "Nombre",
  topic: "De qué trata",
  make: "Crear",
  search: "Buscar en esta sala",
  settings: "Ajustes de la sala",
  mark_read: "Marcar como leída",
  copy_link: "Copiar enlace",
  fold: "Plegar {name}",
  voice_title: "La voz aún no está aquí",
  voice_text: "Esta versión solo escribe. La sala guarda su sitio hasta que llegue la voz.",
  missing: "Esta sala no existe",
  missing_text: "Se borró o ya no puedes verla. Elige otra sala.",
  pins: "Mensajes fijados",
  people: "Miembros",
  actions: "Acciones de la sala",
};

export const members = {
  title: "Miembros",
  everyone: "Los demás",
  online: "En línea",
  offline: "Sin conexión",
  find: "Buscar un miembro",
  failed: "No se pudieron cargar los miembros.",
  none: "Nadie con ese nombre",
  owner: "Dueño",
  bot: "Bot",
};

export const person = {
  card: "Ficha de {name}",
  roles: "Roles",
  since: "Miembro desde {date}",
  mention: "Mencionar",
  unknown: "Persona desconocida",
};

export const pins = {
  title: "Fijados",
  empty: "No hay nada fijado",
  empty_text: "Fija lo que convenga reencontrar: plazos, enlaces, decisiones.",
  jump: "Ir al mensaje",
  unpin: "Desfijar",
  failed: "No se pudieron cargar los fijados.",
};

export const stream = {
  label: "Mensajes en {room}",
  empty: "Nadie ha dicho nada todavía",
  empty_text: "Aquí empieza #{room}.",
  begin: "El principio de #{room}",
  no_history: "Solo ves lo que se dice mientras estás aquí.",
  loading: "Cargando mensajes",
  failed: "No se pudieron cargar los mensajes.",
  failed_text: "Revisa la conexión e inténtalo de nuevo.",
  again: "Reintentar",
  new: "Nuevo",
  new_label: "Mensajes nuevos",
  today: "Hoy",
  yesterday: "Ayer",
  newest: "A lo más reciente",
  count: { one: "{n} mensaje nuevo", many: "{n} mensajes nuevos", other: "{n} mensajes nuevos" },
  deleted: "Mensaje borrado",
  edited: "(editado)",
  edited_open: "Ver versiones anteriores, editado {time}",
  sending: "Enviando",
  failed_offline: "No se envió, no había conexión.",
  failed_busy: "No se envió, el lugar estaba ocupado.",
  failed_slow: "No se envió, el modo lento pide esperar.",
  failed_forbidden: "No se envió, ya no puedes escribir aquí.",
  failed_refused: "No se envió, el lugar lo rechazó.",
  retry: "Reintentar",
  discard: "Descartar",
  reply_deleted: "El mensaje se borró",
  reply_jump: "Ir al mensaje de {name}",
  jump_lost: "Ese mensaje ya no está.",
  pinned: "Fijado",
};

export const system = {
  join: "{name} ha entrado.",
  pin: "{name} ha fijado un mensaje.",
  pin_all: "Ver los fijados",
  name: "{name} ha llamado a la sala {room}.",
  encryption: "{name} ha activado el cifrado.",
};

export const act = {
  react: "Reaccionar",
  reply: "Responder",
  more: "Más",
  edit: "Editar",
  pin: "Fijar en esta sala",
  unpin: "Desfijar",
  copy: "Copiar texto",
  link: "Copiar enlace",
  unread: "Marcar como no leído",
  reactions: "Quién reaccionó",
  select: "Seleccionar",
  delete: "Borrar",
  menu: "Menú del mensaje",
  copied: "Copiado.",
  failed: "No ha funcionado. Inténtalo de nuevo.",
  forbidden: "No puedes hacer eso aquí.",
  limit: "No caben más. Quita uno antes.",
};

export const remove = {
  title: "¿Borrar este mensaje?",
  text: "Desaparece para todos y no se puede recuperar.",
  files: { one: "Se borra también su archivo.", many: "Se borran también sus {n} archivos.", other: "Se borran también sus {n} archivos." },
  keep: "Conservar",
};

/** Varios mensajes elegidos a la vez. */
export const select = {
  bar: "Mensajes seleccionados",
  count: { one: "{n} mensaje seleccionado", many: "{n} mensajes seleccionados", other: "{n} mensajes seleccionados" },
  full: "No más de {n} a la vez.",
  one: "Seleccionar mensaje de {name}",
  title: { one: "¿Borrar este mensaje?", many: "¿Borrar {n} mensajes?", other: "¿Borrar {n} mensajes?" },
  text: "Desaparecen para todos, con sus archivos, y no se pueden recuperar.",
  keep: "Conservar",
};

export const revisions = {
  title: "Versiones anteriores",
  failed: "No se pudieron cargar las versiones.",
  none: "No se guardan versiones anteriores",
};

export const reaction = {
  pill: { one: "{emoji} {n} persona", many: "{emoji} {n} personas", other: "{emoji} {n} personas" },
  mine: "{pill}, tú también",
  more: "Añadir una reacción",
  who: "{names} reaccionaron con {emoji}",
  title: "Reacciones",
  clear: "Quitar todas",
  none: "Ya no reacciona nadie.",
  take: "Quitar {emoji} de {name}",
  failed: "No se pudo cargar a estas personas.",
  older: "Mostrar más",
};

export const file = {
  download: "Descargar {name}",
  open: "Abrir imagen: {name}",
  picture: "Imagen de {name}, sin descripción",
  more: { one: "{n} imagen más", many: "{n} imágenes más", other: "{n} imágenes más" },
  previous: "Imagen anterior",
  next: "Imagen siguiente",
  of: "{at} de {n}",
  lost: "No se pudo cargar la imagen.",
};

export const write = {
  label: "Mensaje para #{room}",
  placeholder: "Escribe en #{room}",
  add: "Añadir un archivo",
  mention: "Mencionar a alguien",
  emoji: "Emojis",
  send: "Enviar",
  replying: "Respuesta a {name}",
  unreply: "Dejar de responder",
  drop: "Suelta para añadir a #{room}",
  left: { one: "Queda {n} carácter", many: "Quedan {n} caracteres", other: "Quedan {n} caracteres" },
  over: { one: "Sobra {n} carácter", many: "Sobran {n} caracteres", other: "Sobran {n} caracteres" },
  read_only: "Aquí puedes leer. Pide un rol que escriba.",
  timeout: "Silenciado hasta {time}. Mientras tanto puedes leer.",
  sealed: "Esta sala está cifrada. Esta versión aún no puede escribir aquí.",
  slow: { one: "Modo lento: podrás escribir en {n} segundo.", many: "Modo lento: podrás escribir en {n} segundos.", other: "Modo lento: podrás escribir en {n} segundos." },
  editing: "Editar mensaje",
  leave_edit: "dejarlo",
  save_edit: "guardar",
  complete: "Sugerencias",
  waiting_files: "Saldrá cuando suban los archivos.",
  held: "Un archivo no llegó. Inténtalo otra vez o quítalo, o vuelve a enviar para salir sin él.",
};

export const upload = {
  remove: "Quitar {name}",
  retry: "Subir {name} otra vez",
  progress: "{name}, {percent} subido",
  describe: "Describir {name}",
  description: "Qué muestra la imagen",
  percent: "Subiendo {percent}",
  picture_kind: "No es una imagen PNG, JPEG, GIF o WebP. Elige otra.",
  unreadable: "No se puede leer esta imagen. Elige otra.",
  too_large: "El archivo pasa de {limit}. Elige uno más pequeño.",
  too_many: "Un mensaje lleva diez archivos. Envía estos antes.",
  kind: "El archivo no es lo que dice su nombre. Elige otro.",
  broken: "La subida se cortó. Inténtalo de nuevo.",
  refused: "No puedes añadir archivos aquí.",
  waiting: "Espera su turno",
  busy: "Son muchos a la vez. Inténtalo en un minuto.",
  unfit: "El archivo está vacío o su nombre no sirve. Cámbiale el nombre o elige otro.",
};

export const emoji = {
  find: "Buscar un emoji",
  none: "Ningún emoji con ese nombre",
  recent: "Recientes",
  g0: "Caras",
  g1: "Personas",
  g3: "Animales y naturaleza",
  g4: "Comida y bebida",
  g5: "Viajes y lugares",
  g6: "Actividades",
  g7: "Objetos",
  g8: "Símbolos",
  g9: "Banderas",
  tone: "Tono de piel",
  loading: "Cargando emojis",
  failed: "No se pudieron cargar los emojis.",
};

export const mark = {
  everyone: "todos",
  here: "aquí",
  everyone_text: "Avisa a todos los que ven esta sala",
  here_text: "Avisa a quienes están ahora",
  spoiler: "Texto oculto, mostrar",
  unknown_room: "sala desconocida",
  unknown_role: "rol desconocido",
  copy_code: "Copiar código",
};

export const say = {
  message: "{name}: {text}",
  picture: "{name} ha enviado un archivo",
  failed: "Mensaje no enviado.",
};
