// First match wins: Edge and Opera also say « Chrome », Chrome also says « Safari ».
const NAVIGATEURS = [
  ['Edge', /\bEdg(e|A|iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(Firefox|FxiOS)\//],
  ['Chrome', /\b(Chrome|CriOS|Chromium)\//],
  ['Safari', /\bSafari\//],
] as const
const SYSTEMES = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['Mac', /\bMacintosh\b/],
  ['Linux', /\bLinux\b/],
] as const

/** « Firefox sur Windows », from the browser's own words; « Appareil inconnu » when they say nothing. */
export function appareilEnMots(userAgent: string | null | undefined): string {
  const trouver = (liste: readonly (readonly [string, RegExp])[]) => liste.find(([, re]) => re.test(userAgent ?? ''))?.[0]
  const [navigateur, systeme] = [trouver(NAVIGATEURS), trouver(SYSTEMES)]
  if (navigateur && systeme) return `${navigateur} sur ${systeme}`
  return navigateur ?? systeme ?? 'Appareil inconnu'
}
