import { dateCivile, delaiRestant, formatHeure, formatJour } from '../../lib/dates.ts'
import { paths } from '../../paths.ts'
import type { OrdreLu } from './lire-ordre.ts'
import type { DossierRange } from './ordre.queries.ts'
import { deplacement } from './ordre.rules.ts'

export type Bouton = 'monter' | 'descendre'
export type LigneOrdre = {
  id: string
  rang: number
  numero: string
  titre: string
  volet: string | undefined
  brouillon: boolean
  deposeLe: Date | null
  /** Cents. */
  aide: number | null
  cout: number | null
}
export type OrdreVu = {
  structure: string
  appel: { titre: string; slug: string }
  texte: string
  clauses: readonly string[]
  /** Name of the wave, where the call has several. */
  vague: string | undefined
  codeVague: string
  cloture: Date | undefined
  reste: string | undefined
  modifiable: boolean
  action: string
  attestation: string
  version: number
  pris: { le: Date; par: string } | undefined
  lignes: LigneOrdre[]
  changements: { le: Date; par: string; quoi: string }[]
  /** What a press has just moved, and by which button. */
  bouge: { id: string; geste: string } | undefined
  /** The press came after the closing. */
  tard: boolean
  depasse: { par: string; quand: string; garder: string; mien: { id: string; titre: string }[] } | undefined
}
type Retour = { bouge?: OrdreVu['bouge']; tard?: boolean; mien?: readonly string[] }

export const titreDe = (d: Pick<DossierRange, 'titre' | 'numero'> | undefined) =>
  d?.titre || (d ? `Projet sans titre (${d.numero})` : 'un dossier sorti de l’ordre')

/** What the page shows of an order. Pure. */
export function ordreVu(lu: OrdreLu, instant: Date, { bouge, tard = false, mien }: Retour = {}): OrdreVu {
  const { appel } = lu.publie
  const { vague } = lu
  const action = paths.structures.ordre(lu.structure.id, appel.slug)
  const suite = `?${new URLSearchParams({ vague: vague.code })}`
  const [derniere] = lu.versions
  const titre = (id: string) => titreDe(lu.dossiers.find(d => d.id === id))
  return {
    structure: lu.structure.nom,
    appel: { titre: appel.titre, slug: appel.slug },
    texte: appel.porteurs.ordre!.texte,
    clauses: appel.porteurs.ordre!.clauses,
    vague: appel.calendrier.vagues.length > 1 ? vague.libelle : undefined,
    codeVague: vague.code,
    cloture: vague.cloture,
    reste: vague.cloture && delaiRestant(instant, vague.cloture),
    modifiable: lu.modifiable,
    action,
    attestation: `${paths.structures.attestationOrdre(lu.structure.id, appel.slug)}${suite}`,
    version: lu.version,
    pris: derniere && { le: derniere.prisLe, par: derniere.prisPar },
    lignes: lu.dossiers.map((d, i) => ({
      id: d.id,
      rang: i + 1,
      numero: d.numero,
      titre: titreDe(d),
      volet: voletEnMots(appel.volets.find(v => v.code === d.volet)),
      brouillon: d.deposeLe === null,
      deposeLe: d.deposeLe,
      aide: d.aide,
      cout: d.cout,
    })),
    changements: changements(lu.versions, titre),
    bouge,
    tard,
    depasse:
      mien && derniere
        ? {
            par: derniere.prisPar,
            quand:
              dateCivile(derniere.prisLe) === dateCivile(instant)
                ? `à ${formatHeure(derniere.prisLe)}`
                : `le ${formatJour(derniere.prisLe)} à ${formatHeure(derniere.prisLe)}`,
            garder: `${action}${suite}`,
            mien: mien.map(id => ({ id, titre: titre(id) })),
          }
        : undefined,
  }
}

const voletEnMots = (v: { numero: number; titre: string } | undefined) => v && `${v.numero}. ${v.titre}`

function changements(versions: OrdreLu['versions'], titre: (id: string) => string): OrdreVu['changements'] {
  return versions.map((v, i) => {
    const avant = versions[i + 1]
    const d = avant && deplacement(avant.dossiers, v.dossiers)
    const quoi = d
      ? `«\u00a0${titre(d.id)}\u00a0» passe du rang\u00a0${d.de} au rang\u00a0${d.a}`
      : `ordre donné pour ${v.dossiers.length}\u00a0dossiers`
    return { le: v.prisLe, par: v.prisPar, quoi }
  })
}
