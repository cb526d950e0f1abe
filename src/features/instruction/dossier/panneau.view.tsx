import { paths } from '../../../paths.ts'
import { decisionRendue } from '../../delais/index.ts'
import type { CadreInstruction } from '../cadre-instruction.view.tsx'
import { Completude, type CompletudeVue } from './completude.view.tsx'
import { Delais } from './delais.view.tsx'
import type { Evenement } from './historique.queries.ts'
import { Journal } from './historique.view.tsx'
import { Notes, type NotesVue } from './notes.view.tsx'
import { Porteur, type PorteurVue } from './porteur/porteur.view.tsx'
import { Recevabilite, type RecevabiliteVue } from './recevabilite.view.tsx'

export type PanneauVue = {
  recevabilite: RecevabiliteVue
  completude: CompletudeVue
  regime: { libelle: string; demarrage?: string | undefined; suspension?: { texte: string } | undefined }
  porteur: PorteurVue
  notes: NotesVue
  /** Acts that the reader may do now, each a page that comes before it. */
  actes: readonly { libelle: string; href: string }[]
  derniers: readonly Evenement[]
}

const PARTIES = [
  { libelle: 'Recevabilité', href: '#p-recevabilite' },
  { libelle: 'Pièces', href: '#p-pieces' },
  { libelle: 'Délais', href: '#p-delais' },
  { libelle: 'Porteur', href: '#p-porteur' },
  { libelle: 'Actes', href: '#p-actes' },
  { libelle: 'Notes', href: '#p-notes' },
]

/** What the instructeur works with beside the dossier; its parts never change place. */
export const Panneau = ({ cadre, panneau: p }: { cadre: CadreInstruction; panneau: PanneauVue }) => (
  <>
    <nav class="gt-panneau__nav" aria-label="Panneau d’instruction">
      <ul>
        {PARTIES.map(x => (
          <li>
            <a href={x.href}>{x.libelle}</a>
          </li>
        ))}
      </ul>
    </nav>
    <Recevabilite {...p.recevabilite} />
    <Completude {...p.completude} />
    <Delais delais={cadre.delais} recuLe={cadre.recuLe} rendue={decisionRendue(cadre.etat)} regime={p.regime} />
    <Porteur {...p.porteur} />
    <Actes id={cadre.id} actes={p.actes} derniers={p.derniers} />
    <Notes {...p.notes} />
  </>
)

const Actes = ({ id, actes, derniers }: { id: string } & Pick<PanneauVue, 'actes' | 'derniers'>) => (
  <section id="p-actes" aria-labelledby="p-actes-titre">
    <h2 id="p-actes-titre">
      Actes{' '}
      <a class="gt-bilan" href={paths.instruction.historique(id)}>
        Tout l’historique
      </a>
    </h2>
    <Journal evenements={derniers} versions={paths.instruction.versions(id)} />
    {actes.length > 0 ? (
      <ul class="gt-panneau__actes">
        {actes.map(a => (
          <li>
            <a href={a.href}>{a.libelle}…</a>
          </li>
        ))}
      </ul>
    ) : (
      <p>Aucun acte ne vous est ouvert sur ce dossier en ce moment.</p>
    )}
  </section>
)

/** The acts of the decree that have a page, in their order; « décider » is of a call without a comité alone. */
export const PAGES_DES_ACTES = [
  { acte: 'affecter', libelle: 'Affecter le dossier', href: paths.instruction.affectation },
  { acte: 'etiqueter', libelle: 'Changer les étiquettes', href: paths.instruction.etiquettes },
  { acte: 'ouvrir', libelle: 'Ouvrir à un autre référent', href: paths.instruction.ouvertures },
  { acte: 'passer_au_comite', libelle: 'Passer au comité', href: paths.instruction.comite },
  { acte: 'decider', libelle: 'Décider', href: paths.instruction.decision },
  { acte: 'declarer_irrecevable', libelle: 'Déclarer irrecevable', href: paths.instruction.irrecevabilite },
  { acte: 'annuler_irrecevabilite', libelle: 'Revenir en instruction', href: paths.instruction.annulationIrrecevabilite },
  { acte: 'renvoyer_en_instruction', libelle: 'Renvoyer en instruction', href: paths.instruction.renvoi },
] as const
