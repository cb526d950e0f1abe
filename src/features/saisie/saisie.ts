import { parseDate } from '../../lib/dates.ts'
import { formatNombre, messageMontant, parseEuros } from '../../lib/euros.ts'
import { nettoyer } from '../../lib/forms.ts'
import { sansUnite } from '../../lib/nombres.ts'
import { sirenValide, siretValide } from '../../lib/siren.ts'
import type { Champ } from '../contenu/index.ts'
import type { Reponse } from '../verdicts/index.ts'

/** What was typed in one field: nothing, a value, or a text that cannot be read with the sentence that says so. */
export type Lu = { vide: true } | { valeur: Reponse } | { illisible: string; message: string }

/** Longest text without a limit of its own: some ten pages. */
const LONGUEUR_MAX = 20_000

const cite = (s: string) => `«\u00a0${s.length > 40 ? `${s.slice(0, 37)}…` : s}\u00a0»`

/** Reads what a person typed in a field. Pure; nothing is ever guessed. */
export function lireChamp(champ: Champ, brut: readonly string[]): Lu {
  if (champ.genre === 'choix_multiple') return lireListe(champ, brut)
  const texte = nettoyer(brut[0] ?? '')
  if (texte === '') return { vide: true }
  return LECTEURS[champ.genre](champ, texte)
}

const refuse = (illisible: string, message: string): Lu => ({ illisible, message })

function lireTexte(champ: Champ, texte: string): Lu {
  const max = champ.longueurMax ?? LONGUEUR_MAX
  const trop = texte.length - max
  return trop > 0
    ? refuse(texte, `Votre texte a ${formatNombre(trop)}\u00a0caractère${trop > 1 ? 's' : ''} de trop\u00a0: ${formatNombre(max)} au plus`)
    : { valeur: texte }
}

function lireNombre({ min = 0, max, unite }: Champ, texte: string): Lu {
  const compact = sansUnite(texte, unite)
  if (/^[-−]\d+$/.test(compact) && min >= 0) return refuse(texte, `${cite(texte)} est négatif. Indiquez un nombre positif, par exemple 12`)
  if (!/^[-−]?\d{1,12}$/.test(compact)) return refuse(texte, `${cite(texte)} n’est pas un nombre entier. Écrivez par exemple 12`)
  const n = Number(compact.replace('−', '-'))
  if (n < min) return refuse(texte, `${cite(texte)} est trop petit\u00a0: ${formatNombre(min)} au moins`)
  if (max !== undefined && n > max) return refuse(texte, `${cite(texte)} est trop grand\u00a0: ${formatNombre(max)} au plus`)
  return { valeur: n }
}

/** A figure that may have decimals: « 2,5 », « 1 240 », « 70 % ». */
function lireDecimal({ unite }: Champ, texte: string): Lu {
  const compact = sansUnite(texte, unite ?? '%')
    .replace(',', '.')
    .replace('\u2212', '-')
  if (!/^-?\d{1,12}(\.\d{1,4})?$/.test(compact)) return refuse(texte, `${cite(texte)} n’est pas un nombre. Écrivez par exemple 2,5`)
  return { valeur: Number(compact) }
}

function lireMontant(_champ: Champ, texte: string): Lu {
  const lu = parseEuros(texte)
  if (lu.ok) return { valeur: lu.value }
  return lu.error === 'vide' ? refuse(texte, messageMontant('illisible', texte)) : refuse(texte, messageMontant(lu.error, texte))
}

function lireDate(_champ: Champ, texte: string): Lu {
  const date = parseDate(texte)
  return date ? { valeur: date } : refuse(texte, `${cite(texte)} n’est pas une date du calendrier. Écrivez par exemple 17/09/2021`)
}

const lireOuiNon = (_champ: Champ, texte: string): Lu =>
  texte === 'oui' || texte === 'non' ? { valeur: texte === 'oui' } : refuse(texte, 'Répondez par oui ou par non')

const lireChoix = (champ: Champ, texte: string): Lu =>
  champ.options?.some(o => o.code === texte) ? { valeur: texte } : refuse(texte, 'Choisissez une réponse de la liste')

/** Codes outside the list are left out: they belong to another volet, or to nobody. An empty list is an answer: nothing was ticked. */
const lireListe = (champ: Champ, brut: readonly string[]): Lu => ({
  valeur: (champ.options ?? []).map(o => o.code).filter(code => brut.includes(code)),
})

function lireCourriel(champ: Champ, texte: string): Lu {
  const adresse = texte.toLowerCase()
  if (!/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(adresse))
    return refuse(texte, `${cite(texte)} n’est pas une adresse électronique. Écrivez-la ainsi\u00a0: mairie@votre-commune.fr`)
  return lireTexte(champ, adresse)
}

/** Ten figures, or an international number; kept two by two as one reads it. */
function lireTelephone(_champ: Champ, texte: string): Lu {
  const compact = texte.replace(/[\s\u00a0\u202f.\-/()]/g, '').replace(/^(\+33|0033)0?/, '0')
  if (/^0[1-9]\d{8}$/.test(compact)) return { valeur: compact.replace(/(\d{2})(?=\d)/g, '$1 ') }
  if (/^\+\d{8,15}$/.test(compact)) return { valeur: compact }
  return refuse(texte, `${cite(texte)} n’est pas un numéro de téléphone. Écrivez par exemple 04 65 71 00 30`)
}

const serrer = (texte: string) => texte.replace(/[\s\u00a0\u202f.-]/g, '')

/** Nine figures whose key is right: a mistyped one is refused before anything is asked of it. */
function lireSiren(_champ: Champ, texte: string): Lu {
  const compact = serrer(texte)
  if (!/^\d{9}$/.test(compact)) return refuse(texte, `${cite(texte)} n’est pas un SIREN\u00a0: il a neuf chiffres`)
  return sirenValide(compact)
    ? { valeur: compact }
    : refuse(texte, 'Ce SIREN n’existe pas\u00a0: un de ses neuf chiffres est faux. Recopiez-le')
}

function lireSiret(_champ: Champ, texte: string): Lu {
  const compact = serrer(texte)
  if (!/^\d{14}$/.test(compact)) return refuse(texte, `${cite(texte)} n’est pas un SIRET\u00a0: il a quatorze chiffres`)
  return siretValide(compact)
    ? { valeur: compact }
    : refuse(texte, 'Ce SIRET n’existe pas\u00a0: un de ses quatorze chiffres est faux. Recopiez-le')
}

/** A commune by its INSEE code (2A004) or by its name: a number alone that is no code is a mistake. */
function lireCommune(champ: Champ, texte: string): Lu {
  const code = texte.toUpperCase()
  if (/^(\d{5}|2[AB]\d{3})$/.test(code)) return { valeur: code }
  if (!/\p{L}{2}/u.test(texte))
    return refuse(texte, `${cite(texte)} n’est ni un nom de commune ni un code INSEE. Écrivez par exemple Levie, ou 2A142`)
  return lireTexte({ ...champ, longueurMax: 100 }, texte)
}

/** A place in an order: 1 is the first. */
const lireRang = (champ: Champ, texte: string): Lu => lireNombre({ ...champ, min: champ.min ?? 1, max: champ.max ?? 999 }, texte)

const LECTEURS = {
  texte_court: lireTexte,
  texte_long: lireTexte,
  nombre: lireNombre,
  decimal: lireDecimal,
  montant: lireMontant,
  date: lireDate,
  oui_non: lireOuiNon,
  choix: lireChoix,
  courriel: lireCourriel,
  telephone: lireTelephone,
  siren: lireSiren,
  siret: lireSiret,
  commune: lireCommune,
  rang: lireRang,
} as const
