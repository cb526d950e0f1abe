import type { Tx } from '../../../db/db.ts'
import type { AppelPublie } from '../../appels/index.ts'
import { voletDe } from '../../cahier/index.ts'
import { nomDepartement } from '../../perimetre/index.ts'
import { type ComptesReleve, comptesDuReleve, relevesDe } from './releve.queries.ts'
import { vaguesARelever } from './releve.rules.ts'
import type { CompteDit, VagueVue } from './releves.view.tsx'

/** Every wave of a call in its order: what its relevé collected, or what it would collect now. */
export async function lireReleves(tx: Tx, guichetId: string, { appelId, appel }: AppelPublie, instant: Date): Promise<VagueVue[]> {
  const faits = await relevesDe(tx, guichetId, appelId)
  const prevus = vaguesARelever(appel)
  const vues: VagueVue[] = []
  for (const v of appel.calendrier.vagues.toSorted((a, b) => a.ouverture.getTime() - b.ouverture.getTime())) {
    const prevu = prevus.find(p => p.code === v.code)
    const fait = faits.find(f => f.vague === v.code)
    const comptes = fait?.comptes ?? (prevu && instant >= v.ouverture ? await comptesDuReleve(tx, guichetId, appelId, prevu) : undefined)
    vues.push({
      code: v.code,
      libelle: v.libelle,
      ouverture: v.ouverture,
      cloture: v.cloture,
      prevuLe: prevu?.prevuLe,
      fait: fait && { le: fait.faitLe, par: fait.par, suivis: fait.suivis },
      du: !fait && prevu !== undefined && instant >= prevu.prevuLe,
      comptes: comptes && { ...comptes, lignes: comptes.lignes.map(l => dire(l, appel)) },
    })
  }
  return vues
}

function dire({ volet, departement, deposes, brouillons }: ComptesReleve['lignes'][number], appel: AppelPublie['appel']): CompteDit {
  const v = volet === null ? undefined : voletDe(appel, volet)
  return {
    volet: v ? `${v.numero}. ${v.titre}` : (volet ?? 'Volet non choisi'),
    departement: departement === null ? 'Tout le territoire' : nomDepartement(departement, [appel]),
    deposes,
    brouillons,
  }
}
