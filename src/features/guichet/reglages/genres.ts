import { isIP } from 'node:net'
import { z } from 'zod'
import { meneDedans } from '../../../lib/ailleurs.ts'
import { FIN_DE_LIGNE, seVoit } from '../../../lib/forms.ts'
import { pluriel } from '../../../lib/mots.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { siretValide } from '../../../lib/siren.ts'

/** What the environment of the installation says, that a form needs. */
export type Ou = { annuairesPermis: readonly string[] }
/** How a setting is typed, read, and said. */
export type Genre = {
  controle: 'ligne' | 'texte' | 'choix' | 'nombre' | 'fixe'
  /** Of the field: what the browser proposes. */
  type?: 'email' | 'tel' | 'url'
  choix?: readonly { value: string; label: string }[]
  facultatif?: boolean
  unite?: string
  /** What was typed, already cleaned: its value, or the sentence of what is wrong, without its full stop. */
  lire: (saisi: string, ou: Ou) => Result<unknown, string>
  /** As it stands in its field: typed again as it is, it is read the same. */
  ecrire: (valeur: unknown) => string
  /** In words, for the history and for what changes. */
  dire: (valeur: unknown) => string
}

const RIEN = 'rien'
const citer = (v: unknown) => (v === undefined || v === null || v === '' ? RIEN : `«\u00a0${String(v)}\u00a0»`)
const trop = (max: number) => `Raccourcissez à ${max}\u00a0caractères`

const texteCourt = (v: unknown) => (v === undefined || v === null ? '' : String(v))
const base = { controle: 'ligne', ecrire: texteCourt, dire: citer } as const

/** One line of text, that must be said. */
export const ligne = (max: number): Genre => ({
  ...base,
  lire: s =>
    !seVoit(s)
      ? err('Remplissez ce champ')
      : s.length > max
        ? err(trop(max))
        : FIN_DE_LIGNE.test(s)
          ? err('Écrivez sur une seule ligne')
          : ok(s),
})

/** A few lines, or nothing. */
export const paragraphe = (max: number): Genre => ({
  ...base,
  controle: 'texte',
  facultatif: true,
  lire: s => (s.length > max ? err(trop(max)) : ok(s === '' ? undefined : s)),
})

/** Lines, one each; without any, `null`. */
export const lignes = (nombre: number, max: number): Genre => ({
  controle: 'texte',
  facultatif: true,
  lire: s => {
    const l = enLignes(s)
    if (l.length > nombre) return err(`${nombre}\u00a0lignes au plus`)
    return l.some(x => x.length > max) ? err(`Chaque ligne a ${max}\u00a0caractères au plus`) : ok(l.length === 0 ? null : l)
  },
  ecrire: v => ((v as string[] | null) ?? []).join('\n'),
  dire: v => citer(((v as string[] | null) ?? []).join(', ')),
})
const enLignes = (s: string) => s.split(FIN_DE_LIGNE).flatMap(l => (seVoit(l) ? [l.trim()] : []))

const COURRIEL_MAX = 254
/** An address alone: no name, no list, no line end that would add a header. */
const adresse = (s: string) => s.length <= COURRIEL_MAX && z.email().safeParse(s).success
const PAS_UNE_ADRESSE = 'Écrivez une adresse, par exemple guichet@prefecture.example'
export const courriel = ({ facultatif = false } = {}): Genre => ({
  ...base,
  type: 'email',
  facultatif,
  lire: s => (s === '' ? (facultatif ? ok(undefined) : err(PAS_UNE_ADRESSE)) : adresse(s) ? ok(s) : err(PAS_UNE_ADRESSE)),
})

/** Addresses, one a line. */
export const courriels = (nombre: number): Genre => ({
  ...lignes(nombre, COURRIEL_MAX),
  lire: s => {
    const l = [...new Set(enLignes(s))]
    if (l.length > nombre) return err(`${nombre}\u00a0adresses au plus`)
    const fausse = l.find(x => !adresse(x))
    return fausse === undefined ? ok(l) : err(`«\u00a0${fausse.slice(0, 60)}\u00a0» n’est pas une adresse`)
  },
})

export const telephone: Genre = {
  ...base,
  type: 'tel',
  lire: s =>
    /^\+?[\d .()\u00a0-]{6,24}$/.test(s) ? ok(s.replaceAll('\u00a0', ' ')) : err('Écrivez un numéro, par exemple 04 65 71 00 10'),
  dire: v => citer(texteCourt(v).replaceAll(' ', '\u00a0')),
}

/** Fourteen figures, read with spaces between them. */
export const siret: Genre = {
  ...base,
  lire: s => {
    const serre = s.replace(/[\s.]/g, '')
    if (!/^\d{14}$/.test(serre)) return err('Un SIRET a 14 chiffres. Relisez celui-ci')
    return siretValide(serre) ? ok(serre) : err('Ce numéro n’est pas un SIRET\u00a0: sa clé est fausse. Relisez les 14 chiffres')
  },
  ecrire: v => texteCourt(v).replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, '$1 $2 $3 $4'),
  dire: v => citer(texteCourt(v).replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, '$1\u00a0$2\u00a0$3\u00a0$4')),
}

export const code = (motif: RegExp, max: number, exemple: string): Genre => ({
  ...base,
  lire: s => (s.length <= max && motif.test(s) ? ok(s) : err(`Écrivez par exemple ${exemple}`)),
})

const DEPARTEMENT = /^(?:0[1-9]|[13-9]\d|2[1-9AB]|97\d|98\d)$/
/** Codes of départements, with commas. Whether each exists is the database's to say. */
export const departements: Genre = {
  ...base,
  lire: s => {
    const l = [
      ...new Set(
        s
          .toUpperCase()
          .split(/[\s,;]+/)
          .filter(x => x !== ''),
      ),
    ]
    if (l.length === 0) return err('Indiquez au moins un département')
    if (l.length > 20) return err('20\u00a0départements au plus')
    const faux = l.find(x => !DEPARTEMENT.test(x))
    return faux === undefined
      ? ok(l)
      : err(`«\u00a0${faux.slice(0, 20)}\u00a0» n’est pas le numéro d’un département. Écrivez par exemple 2A, 2B`)
  },
  ecrire: v => (v as string[]).join(', '),
  dire: v => (v as string[]).join(', '),
}

const COTES = ['ouest', 'sud', 'est', 'nord'] as const
const decimal = (n: number) => String(n).replace('.', ',')
/** Where the territory is: west, south, east, north, in degrees. */
export const emprise: Genre = {
  ...base,
  facultatif: true,
  lire: s => {
    if (s === '') return ok(undefined)
    const n = s.split(/\s*;\s*/).map(x => (/^-?\d{1,3}(?:[.,]\d{1,6})?$/.test(x) ? Number(x.replace(',', '.')) : Number.NaN))
    const [ouest = 0, sud = 0, est = 0, nord = 0] = n
    if (n.length !== 4 || n.some(Number.isNaN) || Math.abs(ouest) > 180 || Math.abs(est) > 180 || Math.abs(sud) > 90 || Math.abs(nord) > 90)
      return err('Écrivez quatre nombres en degrés, par exemple 8,53 ; 41,33 ; 9,56 ; 43,03')
    return ouest < est && sud < nord ? ok(n) : err('L’ouest vient avant l’est, et le sud avant le nord')
  },
  ecrire: v => ((v as number[] | undefined) ?? []).map(decimal).join(' ; '),
  dire: v => ((v as number[] | undefined) ?? []).map((n, i) => `${COTES[i]} ${decimal(n)}`).join(', ') || RIEN,
}

export const choix = (mots: Readonly<Record<string, string>>): Genre => ({
  controle: 'choix',
  choix: Object.entries(mots).map(([value, label]) => ({ value, label })),
  lire: s => (Object.hasOwn(mots, s) ? ok(s) : err('Choisissez une des réponses')),
  ecrire: texteCourt,
  dire: v => citer(mots[String(v)]),
})

/** Yes or no, as two answers. */
export const ouiNon: Genre = {
  ...choix({ oui: 'Oui', non: 'Non' }),
  lire: s => (s === 'oui' || s === 'non' ? ok(s === 'oui') : err('Choisissez une des réponses')),
  ecrire: v => (v ? 'oui' : 'non'),
  dire: v => (v ? 'oui' : 'non'),
}

/** `source`: why it may not be less. Both ends in its unit. */
export type Borne = { min: number; max: number; source?: string }
export const duree = (unite: 'an' | 'mois', { min, max, source }: Borne): Genre => {
  const dire = (n: number) => (unite === 'an' ? pluriel(n, 'an') : `${n}\u00a0mois`)
  return {
    controle: 'nombre',
    unite: unite === 'an' ? 'ans' : 'mois',
    lire: s => {
      if (!/^\d{1,4}$/.test(s)) return err(`Écrivez un nombre de ${unite === 'an' ? 'ans' : 'mois'}, en chiffres`)
      const n = Number(s)
      if (n < min) return err(`${dire(min)} au moins${source ? `\u00a0: ${source}` : ''}`)
      return n > max ? err(`${dire(max)} au plus\u00a0: ce qui est personnel ne se garde pas sans fin`) : ok(n)
    },
    ecrire: texteCourt,
    dire: v => dire(Number(v)),
  }
}

const ADRESSE_MAX = 300
/** The address of a directory. It never leads inside, unless whoever runs the installation has named it: the server asks it, and would tell what it finds there. */
export const annuaire: Genre = {
  ...base,
  type: 'url',
  facultatif: true,
  lire: (s, { annuairesPermis }) => {
    if (s === '') return ok(undefined)
    if (s.length > ADRESSE_MAX) return err(trop(ADRESSE_MAX))
    if (/[\s\\]/.test(s) || !/^https?:\/\/[^/]/.test(s) || !URL.canParse(s))
      return err('Écrivez une adresse entière, par exemple https://recherche-entreprises.api.gouv.fr')
    const u = new URL(s)
    if (u.username || u.password || u.search || u.hash || s.includes('@'))
      return err('Retirez de cette adresse tout nom, mot de passe, question ou ancre')
    if (annuairesPermis.includes(u.origin)) return ok(s)
    if (u.protocol !== 'https:') return err('Cette adresse doit commencer par https://')
    if (isIP(u.hostname.replace(/^\[|\]$/g, '')) || meneDedans(s))
      return err(
        'Cette adresse est celle d’une machine ou d’un réseau interne. Qui exploite le guichet peut la permettre, dans son installation',
      )
    return ok(s)
  },
  dire: v => (v === undefined ? 'celui de l’installation' : citer(v)),
}

/** Set at the installation, for ever. */
export const fixe: Genre = { ...base, controle: 'fixe', lire: () => err('Ce réglage ne se change pas') }
