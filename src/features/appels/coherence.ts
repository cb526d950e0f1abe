import { finExclue } from '../../lib/periodes.ts'
import type { Appel } from '../cahier/index.ts'
import type { Defaut } from './erreurs-schema.ts'
import { autresDossiers } from './references-autres.ts'

/** What makes the call whole: one form per volet, a contact everywhere, waves in order, a form that can be filed. */
export function coherence(appel: Appel): Defaut[] {
  const { vagues } = appel.calendrier
  const departements = appel.territoire.departements.map(d => d.code)
  const formes = appel.volets.flatMap((v, i) => {
    const n = appel.formulaires.filter(f => f.volets.includes(v.code)).length
    return n === 1
      ? []
      : [
          {
            chemin: ['volets', i, 'code'],
            message:
              n === 0
                ? `aucun formulaire ne sert au volet «\u00a0${v.code}\u00a0» : ajoutez-le aux «\u00a0volets\u00a0» d’un formulaire`
                : `plusieurs formulaires servent au volet «\u00a0${v.code}\u00a0» : gardez-le dans un seul`,
          },
        ]
  })
  const joignable = (volet: string, dep: string | undefined) =>
    appel.contacts.some(c => (!c.volets || c.volets.includes(volet)) && (!dep || !c.departements || c.departements.includes(dep)))
  const contacts = appel.volets.flatMap(v =>
    (departements.length > 0 ? departements : [undefined]).flatMap(d =>
      joignable(v.code, d)
        ? []
        : [
            {
              chemin: ['contacts'],
              message: `aucun contact pour le volet «\u00a0${v.code}\u00a0»${d ? ` dans le département ${d}` : ''} : ajoutez-en un, ou retirez «\u00a0volets\u00a0» et «\u00a0departements\u00a0» d’un contact qui sert à tous`,
            },
          ],
    ),
  )
  const ordre = vagues.flatMap((v, i) =>
    i > 0 && v.ouverture.getTime() < finExclue(vagues[i - 1]!)
      ? [
          {
            chemin: ['calendrier', 'vagues', i, 'ouverture'],
            message: 'cette vague ouvre avant la fin de la précédente : ouvrez-la au plus tôt une seconde après',
          },
        ]
      : [],
  )
  const blocs = appel.formulaires.flatMap((f, i) => {
    const manquants = ['structure', 'projet', 'plan', 'pieces', 'depot'].filter(b => !f.etapes.some(e => (e.blocs as string[]).includes(b)))
    const dernier = f.etapes.at(-1)?.blocs.includes('depot')
    return [
      ...(manquants.length > 0
        ? [
            {
              chemin: ['formulaires', i, 'etapes'],
              message: `aucune étape ne porte le bloc ${manquants.map(m => `«\u00a0${m}\u00a0»`).join(', ')} : ajoutez-le aux «\u00a0blocs\u00a0» d’une étape`,
            },
          ]
        : []),
      ...(dernier || manquants.includes('depot')
        ? []
        : [
            {
              chemin: ['formulaires', i, 'etapes'],
              message: 'le bloc « depot » va dans la dernière étape : c’est là que le dossier se relit et se dépose',
            },
          ]),
    ]
  })
  return [...formes, ...contacts, ...ordre, ...blocs, ...autresDossiers(appel)]
}
