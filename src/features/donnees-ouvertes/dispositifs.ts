import type { GuichetConfig } from '../../config.ts'
import { paths } from '../../paths.ts'
import type { AppelPublie } from '../appels/index.ts'
import type { TypeStructure } from '../cahier/index.ts'
import { tempsEnMots } from '../temps/index.ts'
import type { Filtre } from './sources.ts'

const PROMESSE_MAX = 180
const DESCRIPTION_MAX = 5000
const couper = (t: string, max: number) => (t.length < max ? t : `${t.slice(0, max - 2)}…`)

/** The calls as « dispositifs d'aide » (core schema 0.2.0 of schema.data.gouv.fr): its columns are the keys, all texts. */
export async function* ecrireDispositifs(
  appels: readonly AppelPublie[],
  { annee }: Filtre,
  guichet: GuichetConfig,
  url: string,
): AsyncGenerator<string> {
  yield '['
  let virgule = ''
  for (const a of appels) {
    const d = dispositif(a, guichet, url)
    if (annee !== undefined && !d.date_ouverture.startsWith(annee)) continue
    yield `${virgule}\n${JSON.stringify(d)}`
    virgule = ','
  }
  yield '\n]\n'
}

function dispositif({ appelId, appel: a, publieeLe }: AppelPublie, guichet: GuichetConfig, url: string) {
  const instants = (quoi: 'ouverture' | 'cloture') =>
    a.calendrier.vagues.flatMap(v => v[quoi] ?? []).sort((x, y) => x.getTime() - y.getTime())
  const fin = instants('cloture').at(-1)
  return {
    id: appelId,
    titre: a.titre,
    promesse: couper(a.accroche, PROMESSE_MAX),
    description: couper([a.resume, ...a.description, ...tempsEnMots(a)].join('\n\n'), DESCRIPTION_MAX),
    eligibilite: [
      ...a.porteurs.types.map(t => t.libelle),
      `Territoire\u00a0: ${a.territoire.libelle}.`,
      ...a.territoire.lieux,
      a.porteurs.projet_commun.texte,
      a.aide.texte,
    ]
      .map(t => `• ${t}`)
      .join('\n'),
    types_aides: 'financement',
    porteurs: JSON.stringify([
      { nom: guichet.attribuant.nom, siren: guichet.attribuant.siret.slice(0, 9), roles: ['financeur', 'instructeur'] },
    ]),
    programmes_parents: [a.programme.nom, a.programme.plan].filter(Boolean).join('|'),
    url_source: url + paths.appels.voir(a.slug),
    cibles: [...new Set(a.porteurs.types.map(t => CIBLES[t.type] ?? 'secteur public'))].join('|'),
    eligibilite_geographique: zones(a.territoire, guichet),
    date_ouverture: instants('ouverture')[0]!.toISOString(),
    ...(fin ? { date_cloture: fin.toISOString() } : {}),
    date_mise_a_jour: publieeLe.toISOString(),
  }
}

/** Whom the schema calls otherwise than « secteur public ». */
const CIBLES: Partial<Record<TypeStructure, string>> = { association: 'associations', entreprise: 'professionnels', autre: 'associations' }

/**
 * Codes of the Code officiel géographique, the smallest that the call names. The schema's pattern has digits only: « 2A » is said by its region, as is a commune of Corsica, and
 * `eligibilite` then names the places.
 */
function zones({ regions, departements, communes, epci }: AppelPublie['appel']['territoire'], guichet: GuichetConfig) {
  const lieux = [...communes.map(c => `COM-${c.code}`), ...epci.map(e => `EPCI-${e.siren}`)]
  if (lieux.length > 0 && lieux.every(l => /^[A-Z]+-\d+$/.test(l))) return lieux.join('|')
  const chiffres = departements.filter(d => /^\d+$/.test(d.code))
  const tous = chiffres.length > 0 && chiffres.length === departements.length
  if (tous) return chiffres.map(d => `DEP-${d.code}`).join('|')
  return (regions.length > 0 ? regions : [guichet.territoire.region]).map(r => `REG-${r}`).join('|')
}
