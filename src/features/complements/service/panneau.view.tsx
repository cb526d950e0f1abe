import { paths } from '../../../paths.ts'
import { decisionRendue } from '../../delais/index.ts'
import { type CadreInstruction, Delais, Journal } from '../../instruction/index.ts'

export type Bilan = { demandes: number; points: number; reponses: number; rappels: number; prolongations: number }
type Props = {
  cadre: CadreInstruction
  regime: Parameters<typeof Delais>[0]['regime']
  vie: Parameters<typeof Journal>[0]['evenements']
  bilan: Bilan
}

/** Beside the requests: what happened to them, the legal clock, how many there were. */
export const PanneauComplements = ({ cadre, regime, vie, bilan }: Props) => (
  <>
    <section aria-labelledby="p-vie-titre">
      <h2 id="p-vie-titre">
        Suivi{' '}
        <a class="gt-bilan" href={paths.instruction.historique(cadre.id)}>
          Tout l’historique
        </a>
      </h2>
      {vie.length > 0 ? <Journal evenements={vie} /> : <p>Aucune demande.</p>}
    </section>
    <Delais delais={cadre.delais} recuLe={cadre.recuLe} rendue={decisionRendue(cadre.etat)} regime={regime} />
    <section aria-labelledby="p-compte-titre">
      <h2 id="p-compte-titre">Compléments du dossier</h2>
      <p>{phraseBilan(bilan)} Chaque acte est inscrit au journal.</p>
    </section>
  </>
)

const pluriel = (n: number, mot: string) => `${n}\u00a0${mot}${n > 1 ? 's' : ''}`
const phraseBilan = (b: Bilan) =>
  `${[
    pluriel(b.demandes, 'demande'),
    pluriel(b.points, 'point'),
    pluriel(b.reponses, 'réponse'),
    pluriel(b.rappels, 'rappel'),
    pluriel(b.prolongations, 'prolongation'),
  ].join(', ')}.`
