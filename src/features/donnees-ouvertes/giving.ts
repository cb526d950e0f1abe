import { sansMarques } from '../../lib/accents.ts'
import type { Aide, Beneficiaire } from './aide.ts'

/** How organisations are named for the whole world: the répertoire Sirene in the lists of org-id.guide. */
const SIRENE = 'FR-INSEE'
const LICENCE = 'https://spdx.org/licenses/etalab-2.0'

type Contexte360 = {
  prefixe: string
  url: string
  adresse: string
  titre: string
  maj: Date | null
  editeur: { nom: string; siret: string }
}

/** 360Giving 1.4, one grant a beneficiary: those of one aid add up to it. */
export async function* ecrireGiving(aides: AsyncIterable<Aide>, c: Contexte360): AsyncGenerator<string> {
  const tete = {
    version: '1.4',
    title: c.titre,
    publisher: { identifier: `${SIRENE}-${c.editeur.siret}`, name: c.editeur.nom, website: c.url },
    downloadURL: c.adresse,
    license: LICENCE,
    ...(c.maj ? { modified: c.maj.toISOString() } : {}),
  }
  yield `${JSON.stringify(tete).slice(0, -1)},"grants":[`
  let virgule = ''
  for await (const a of aides)
    for (const [i, b] of a.beneficiaires.entries()) {
      yield `${virgule}\n${JSON.stringify(grant(a, b, i, c))}`
      virgule = ','
    }
  yield '\n]}\n'
}

function grant(a: Aide, b: Beneficiaire, rang: number, { prefixe, url }: Contexte360) {
  const [debut, fin] = a.periode.split('/')
  return {
    // by who receives it: the order of partners may change, and one may leave
    id: `360G-${prefixe}-${a.reference}${a.beneficiaires.length > 1 ? `-${b.siren ?? b.rna ?? rang + 1}` : ''}`,
    title: a.objet,
    description: [
      a.theme,
      ...(a.beneficiaires.length > 1 ? [`Projet commun de ${a.beneficiaires.length} structures`] : []),
      a.programme.titre,
    ]
      .filter(Boolean)
      .join('. '),
    currency: 'EUR',
    amountAwarded: b.montant / 100,
    ...(a.date ? { awardDate: a.date } : {}),
    recipientOrganization: [{ id: idDe(b, prefixe), name: b.nom }],
    fundingOrganization: [{ id: idDe({ siren: null, rna: null, siret: null, ...a.attribuant }, prefixe), name: a.attribuant.nom }],
    grantProgramme: [{ code: a.programme.slug, title: a.programme.titre, url: url + a.programme.chemin }],
    ...(a.commune
      ? { beneficiaryLocation: [{ countryCode: 'FR', geoCode: a.commune.code, ...(a.commune.nom ? { name: a.commune.nom } : {}) }] }
      : {}),
    ...(fin ? { plannedDates: [{ startDate: debut, endDate: fin }] } : {}),
  }
}

/** By its SIRET, its SIREN or its RNA number; else under the publisher's own prefix, as the standard asks. */
function idDe(b: { nom: string; siret?: string | null | undefined; siren: string | null; rna: string | null }, prefixe: string) {
  if (b.siret ?? b.siren) return `${SIRENE}-${b.siret ?? b.siren}`
  const nom = sansMarques(b.nom)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
  return b.rna ? `FR-RNA-${b.rna}` : `360G-${prefixe}-ORG:${nom}`
}
