import { formatJour } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { Alert, Sur } from '../../../ui/blocs.tsx'
import { NomStructure } from '../../../ui/declaree.tsx'
import { BoutonPost, ErrorSummary } from '../../../ui/form.tsx'
import { Nouvelles } from '../../../ui/nouvelles.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Time } from '../../../ui/texte.tsx'
import type { Fiche } from '../../documents/index.ts'
import { Ecarts, type EcartsVue } from './ecarts.view.tsx'
import { FicheCote } from './fiche.view.tsx'
import { GrilleForm, type GrilleVue } from './grille.view.tsx'

type Voisin = { id: string; porteur: string } | undefined
export type NotationVue = {
  seance: { id: string; tenueLe: Date }
  dossier: { id: string; numero: string; titre: string; porteur: string; declaree: boolean; version: number }
  /** For a member: their place in what they have to score. */
  position: { rang: number; sur: number; finalises: number; precedent: Voisin; suivant: Voisin }
  declareLe: Date | undefined
  /** Whether a conflict may still be declared. */
  peutDeclarer: boolean
  poids: { egal: boolean; min: number; max: number; nombre: number }
  /** How many of the others have finalised. */
  autres: { finalises: number; sur: number }
  finalisee: { le: Date; reprise: boolean } | undefined
  fiche: Fiche
  /** The reader's own grid; none for the administration. */
  grille: GrilleVue | undefined
  ecarts: EcartsVue | undefined
}

/** One dossier to score: the grid, its proofs, the sheet beside; once finalised, what the others gave. */
export const NotationPage = ({ site, vue: v, fait }: { site: Site; vue: NotationVue; fait: string | undefined }) => {
  const { dossier: d } = v
  const titre = `${v.grille && !v.grille.lecture ? 'Noter' : 'Notes de'} «\u00a0${d.titre || 'Sans titre'}\u00a0»`
  return (
    <Page
      site={site}
      titre={titre}
      erreur={Object.keys(v.grille?.errors ?? {}).length > 0}
      skip={[{ libelle: 'Fiche du dossier', href: '#fiche-t' }]}
      ariane={[
        { libelle: 'Accueil', href: paths.accueil },
        { libelle: 'Comité', href: paths.comite.accueil },
        { libelle: `Séance du ${formatJour(v.seance.tenueLe)}`, href: paths.comite.seance(v.seance.id) },
        { libelle: d.numero },
      ]}
    >
      <Sur>
        Dossier {d.numero} · version&nbsp;{d.version} · <NomStructure nom={d.porteur} declaree={d.declaree} />
      </Sur>
      <h1 class="fr-h3 fr-mb-1w">{titre}</h1>
      <Position {...v} />
      <Nouvelles fait={fait} />
      {v.grille && <Interet {...v} />}
      <div class="gt-notation">
        <div>
          <ErrorSummary errors={v.grille?.errors ?? {}} />
          {v.grille && <Regle {...v} />}
          {v.ecarts && <Ecarts {...v.ecarts} />}
          {v.grille && <GrilleForm {...v.grille} />}
        </div>
        <FicheCote fiche={v.fiche} seanceId={v.seance.id} dossierId={d.id} />
      </div>
    </Page>
  )
}

const Position = ({ position: p, seance, grille }: NotationVue) => (
  <nav class="gt-notation__position" aria-label="Dossiers de la séance">
    <p>
      Dossier {p.rang} sur {p.sur}
      {grille && `, ${p.finalises} finalisé${p.finalises > 1 ? 's' : ''}`}
    </p>
    <ul class="fr-raw-list">
      {p.precedent && (
        <li>
          <a class="fr-link fr-link--sm fr-icon-arrow-left-line fr-link--icon-left" href={paths.comite.grille(seance.id, p.precedent.id)}>
            Précédent<span class="fr-sr-only">&nbsp;: {p.precedent.porteur}</span>
          </a>
        </li>
      )}
      {p.suivant && (
        <li>
          <a class="fr-link fr-link--sm fr-icon-arrow-right-line fr-link--icon-right" href={paths.comite.grille(seance.id, p.suivant.id)}>
            Suivant<span class="fr-sr-only">&nbsp;: {p.suivant.porteur}</span>
          </a>
        </li>
      )}
    </ul>
  </nav>
)

const Interet = ({ declareLe, peutDeclarer, seance, dossier }: NotationVue) => (
  <div class="gt-notation__interet">
    <p>
      <strong>Aucun conflit d’intérêts déclaré sur ce dossier</strong>
      {declareLe && (
        <>
          , le <Time instant={declareLe} />
        </>
      )}
      . Si vous en déclarez un, vous ne verrez plus ni ses notes ni son débat, et son quorum se comptera sans vous.
    </p>
    {peutDeclarer && (
      <a class="fr-link fr-link--sm" href={paths.comite.conflit(seance.id, dossier.id)}>
        Déclarer un conflit d’intérêts
      </a>
    )}
  </div>
)

const Regle = ({ poids, autres, finalisee, grille, seance, dossier }: NotationVue) => (
  <>
    <p>
      <strong>
        {poids.nombre}&nbsp;critères{poids.egal ? ' de même poids' : ', chacun avec son coefficient'}, de {poids.min} à {poids.max}.
      </strong>{' '}
      {poids.egal && 'L’appel ne prévoit pas de pondération. '}
      {finalisee ? (
        <>
          Vous avez finalisé votre note le <Time instant={finalisee.le} />.
        </>
      ) : (
        <>
          {phraseAutres(autres)} {!grille?.lecture && 'Vous verrez leurs notes quand vous aurez finalisé la vôtre.'}
        </>
      )}
    </p>
    {finalisee?.reprise && (
      <Alert ton="warning" titre="Le dossier a changé depuis votre note">
        <p>Reprenez votre note pour la donner sur la version qui est devant le comité. Les notes des autres se ferment jusque-là.</p>
        <BoutonPost action={paths.comite.reprise(seance.id, dossier.id)}>Reprendre ma note</BoutonPost>
      </Alert>
    )}
  </>
)

const phraseAutres = ({ finalises: n, sur }: NotationVue['autres']) =>
  n === 0 ? `Aucun des ${sur}\u00a0autres membres n’a finalisé.` : `${n} des ${sur}\u00a0autres membres ${n > 1 ? 'ont' : 'a'} finalisé.`
