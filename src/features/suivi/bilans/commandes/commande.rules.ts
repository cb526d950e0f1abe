import { type DateCivile, formatDateCivile, parseDate } from '../../../../lib/dates.ts'
import { type Centimes, messageMontant, parseEuros } from '../../../../lib/euros.ts'
import { siretValide } from '../../../../lib/siren.ts'

/** An order as it is typed: a text for each column. `pays`: ISO 3166 code, « FR » when empty. */
export type CommandeSaisie = Partial<Record<ChampDeCommande, string>>
export type ChampDeCommande = 'siret' | 'pays' | 'entreprise' | 'departement' | 'objet' | 'ht' | 'ttc' | 'date' | 'lot' | 'depense'
/** The same once it reads. Cents, civil day. */
export type CommandeLue = {
  siret: string | null
  pays: string
  entreprise: string
  departement: string | null
  objet: string
  ht: Centimes
  ttc: Centimes
  date: DateCivile
  lotId: string | null
  depenseId: string | null
}
/** What orders of this bilan may be: from the first day of the project, until today and the end of the period. Codes and ids that exist. */
export type CadreCommande = {
  depuis: DateCivile
  jusqua: DateCivile
  departements: ReadonlySet<string>
  lots: ReadonlySet<string>
  depenses: ReadonlySet<string>
}
export type LectureCommande = { ok: true; value: CommandeLue } | { ok: false; erreurs: Partial<Record<ChampDeCommande, string>> }
type Erreurs = Partial<Record<ChampDeCommande, string>>

const NOM_MAX = 200
/** ISO 3166 codes of the countries, from which their French names are made. */
export const PAYS =
  'DE AT BE BG CY HR DK ES EE FI FR GR HU IE IT LV LT LU MT NL PL PT CZ RO SK SI SE AD AE AL AR AU BA BR CA CH CL CN CO DZ EG GB GE HK ID IL IN IS JP KR LI MA MC MD ME MK MX MY NO NZ PE PH RS RU SA SG SM SN TH TN TR TW UA US VN ZA'.split(
    ' ',
  )

/** « 000 123 075 00012 » → fourteen digits, or what was typed without spaces. */
export const siretSerre = (texte: string) => texte.replace(/[\s\u00a0\u202f.]/g, '')

/** Why a SIRET does not hold, or nothing. */
export function refusSiret(texte: string): string | undefined {
  const siret = siretSerre(texte)
  if (siret === '') return 'Indiquez le SIRET\u00a0: 14\u00a0chiffres, en bas de la facture'
  if (!/^\d+$/.test(siret)) return `«\u00a0${texte.trim()}\u00a0» n’est pas un SIRET\u00a0: il n’a que des chiffres`
  if (siret.length !== 14) return `Un SIRET a 14\u00a0chiffres\u00a0: celui-ci en a ${siret.length}`
  return siretValide(siret) ? undefined : 'Ce SIRET est faux\u00a0: sa clé ne correspond pas. Relisez-le sur la facture'
}

/** Reads an order. Nothing is guessed: what is not sure is an error on its field. Pure. */
export function lireCommande(brut: CommandeSaisie, c: CadreCommande): LectureCommande {
  const e: Erreurs = {}
  const texte = (nom: ChampDeCommande) => (brut[nom] ?? '').trim()
  const pays = texte('pays').toUpperCase() || 'FR'
  if (!PAYS.includes(pays)) e.pays = 'Choisissez un pays de la liste'
  const francaise = pays === 'FR'
  const siret = francaise ? siretSerre(texte('siret')) : null
  const faux = francaise ? refusSiret(texte('siret')) : undefined
  if (faux) e.siret = faux
  else if (!francaise && texte('siret')) e.siret = 'Une entreprise établie à l’étranger n’a pas de SIRET\u00a0: laissez ce champ vide'
  const entreprise = texte('entreprise')
  if (entreprise === '') e.entreprise = 'Indiquez le nom de l’entreprise'
  const departement = francaise ? texte('departement').toUpperCase() : null
  if (departement !== null && !c.departements.has(departement))
    e.departement = departement
      ? `«\u00a0${texte('departement')}\u00a0» n’est pas un code de département\u00a0: écrivez par exemple 75 ou 2A`
      : 'Indiquez le département du siège'
  for (const nom of ['entreprise', 'objet'] as const)
    if (texte(nom).length > NOM_MAX) e[nom] = `Ce texte a ${texte(nom).length}\u00a0caractères. Raccourcissez-le à ${NOM_MAX}`
  const ht = montant('ht', texte('ht'), e)
  const ttc = montant('ttc', texte('ttc'), e)
  if (ht !== undefined && ttc !== undefined && ttc < ht) e.ttc = 'Le montant TTC est inférieur au montant HT'
  const date = lireDate(texte('date'), c, e)
  const lot = texte('lot')
  if (lot && !c.lots.has(lot)) e.lot = 'Choisissez un lot du projet'
  const depense = texte('depense')
  if (depense && !c.depenses.has(depense)) e.depense = 'Choisissez une ligne du plan de financement'
  if (Object.keys(e).length > 0) return { ok: false, erreurs: e }
  return {
    ok: true,
    value: {
      siret,
      pays,
      entreprise,
      departement,
      objet: texte('objet'),
      ht: ht!,
      ttc: ttc!,
      date: date!,
      lotId: lot || null,
      depenseId: depense || null,
    },
  }
}

function montant(nom: 'ht' | 'ttc', texte: string, e: Erreurs): Centimes | undefined {
  const lu = parseEuros(texte)
  if (!lu.ok) e[nom] = messageMontant(lu.error, texte)
  else if (lu.value === 0) e[nom] = 'Indiquez un montant supérieur à zéro'
  return lu.ok ? lu.value : undefined
}

function lireDate(texte: string, c: CadreCommande, e: Erreurs): DateCivile | undefined {
  const date = parseDate(texte)
  if (!date)
    e.date = texte ? `«\u00a0${texte}\u00a0» n’est pas une date. Écrivez par exemple 09/06/2022` : 'Indiquez la date de la commande'
  else if (date > c.jusqua)
    e.date = `Cette commande est postérieure au ${formatDateCivile(c.jusqua)}\u00a0: elle n’est pas de cette période`
  else if (date < c.depuis) e.date = `Cette commande est antérieure au projet, qui commence le ${formatDateCivile(c.depuis)}`
  return date
}
