import type { Config } from '../../config.ts'
import { formatJour } from '../../lib/dates.ts'
import { type CahierDonnees, enTeteDe, rendrePdf } from '../documents/index.ts'
import { LIBELLES_RESULTAT, type Verdict } from '../verdicts/index.ts'
import { valeurDe } from './pages/reponses.mots.ts'
import { libelleEcran } from './pages/simulateur-champs.view.tsx'
import type { AInterroger, Juge } from './simulateur.page.tsx'

/** The result of the simulator as a sheet to bring before a council: the same sentences as its page. What was typed is drawn, never interpreted. */
export function resultatPdf({ appel, numero }: AInterroger, juge: Juge, { config, instant }: { config: Config; instant: Date }) {
  const { bilan, verdicts, questions } = juge
  const [aRegarder, respectees] = [verdicts.filter(v => !CALMES.has(v.resultat)), verdicts.filter(v => CALMES.has(v.resultat))]
  const reponses = appel.simulateur.ecrans
    .filter(e => questions.some(x => x.ecran === e))
    .map(e => ({ libelle: libelleEcran(appel, e), valeur: valeurDe({ appel, ...juge }, e) ?? 'Plus tard' }))
  const donnees: CahierDonnees = {
    ...enTeteDe(appel, config),
    court: true,
    etabliLe: instant,
    titre: bilan.titre,
    sousTitre: appel.titre,
    reference: `${appel.simulateur.titre} ${appel.code_dossier}, version ${numero}`,
    essentiel: [],
    sections: [
      {
        titre: 'Le résultat',
        blocs: [bilan.chapeau, `Réponses du ${formatJour(instant)}.`].map(texte => ({ genre: 'paragraphe', texte })),
      },
      ...section('À regarder', aRegarder),
      ...section('Règles respectées', respectees),
      {
        titre: 'Vos réponses',
        blocs: [{ genre: 'liste', ordonnee: false, elements: reponses.map(r => ({ texte: `${r.libelle} ${r.valeur}` })) }],
      },
      { titre: 'Ce que vaut ce résultat', blocs: [{ genre: 'paragraphe', texte: appel.simulateur.avertissement }] },
    ],
  }
  return rendrePdf('cahier-des-charges', donnees, { norme: 'UA-1' })
}

const CALMES: ReadonlySet<Verdict['resultat']> = new Set(['respectee', 'sans_objet'])
const section = (titre: string, verdicts: readonly Verdict[]): CahierDonnees['sections'] =>
  verdicts.length === 0
    ? []
    : [
        {
          titre,
          blocs: [
            {
              genre: 'liste',
              ordonnee: false,
              elements: verdicts.map(v => ({
                texte: `${v.titre} (${LIBELLES_RESULTAT[v.resultat].toLowerCase()})\u00a0: ${v.explication}`,
                ...(v.clauses.length > 0 ? { clause: v.clauses.join(', ') } : {}),
              })),
            },
          ],
        },
      ]
