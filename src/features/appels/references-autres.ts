import type { Appel } from '../cahier/index.ts'
import type { Defaut } from './erreurs-schema.ts'

/** Of the block `minimis`, where a form has it. */
const CHAMPS_MINIMIS = ['minimis', 'minimis_autres']
export const champsMinimis = (appel: Appel) =>
  appel.formulaires.some(f => f.etapes.some(e => e.blocs.includes('minimis'))) ? CHAMPS_MINIMIS : []

/** What a call asks of the porteur's other dossiers, and what it needs to ask it. */
export function autresDossiers({ porteurs, calendrier, aide, formulaires }: Appel): Defaut[] {
  const sansReleve = calendrier.continu !== undefined || calendrier.vagues.some(v => v.releve === undefined)
  const sansBloc = formulaires.flatMap((f, i) => (f.etapes.some(e => e.blocs.includes('minimis')) ? [] : [{ f, i }]))
  return [
    ...(porteurs.ordre && sansReleve
      ? [
          {
            chemin: ['porteurs', 'ordre'],
            message:
              'l’ordre des dossiers se change jusqu’à la clôture et se lit après elle : il demande des vagues, chacune avec son « releve »',
          },
        ]
      : []),
    ...(aide.minimis
      ? sansBloc.map(({ f, i }) => ({
          chemin: ['formulaires', i, 'etapes'],
          message: `l’aide est de minimis : le formulaire « ${f.titre} » demande les autres aides de minimis, avec le bloc « minimis » dans une de ses étapes`,
        }))
      : []),
  ]
}
