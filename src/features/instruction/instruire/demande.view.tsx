import { paths } from '../../../paths.ts'
import { DateField, Select, TextArea } from '../../../ui/champs.tsx'
import { Formulaire } from '../../../ui/form.tsx'
import { Clause } from '../../../ui/liens.tsx'
import { type Cible, ciblesGroupees } from '../../complements/index.ts'
import { Touche } from '../touches/touches.view.tsx'
import type { PointPrepare } from './preparer-demande.ts'

export type DemandeVue = {
  points: readonly PointPrepare[]
  cibles: readonly Cible[]
  /** Where the latest request stands, as this page shows it. */
  vu: string
  echeance: string
  jours: number | undefined
  /** An answer is awaited, or is to be examined: what is said of it, and where it is. */
  enCours: { phrase: string; libelle: string } | undefined
}
type Props = DemandeVue & { id: string; slug: string; suivant: { porteur: string; href: string } | undefined; liste: { href: string } }

const pluriel = (n: number) => `${n}\u00a0complément${n > 1 ? 's' : ''}`

/** The request for complements that follows from the rules: read, corrected, sent. */
export const Demande = ({ id, slug, suivant, liste, ...d }: Props) => {
  const retenus = d.points.filter(p => p.retenu).length
  return (
    <section class="gt-instruire__demande" id="demande" aria-labelledby="demande-titre" tabindex={-1}>
      <div class="gt-instruire__entre">
        <h2 class="fr-h5" id="demande-titre">
          Demande de compléments
          {!d.enCours &&
            d.points.length > 0 &&
            `\u00a0: ${retenus > 1 ? `${retenus}\u00a0points préparés` : `${retenus}\u00a0point préparé`}`}
        </h2>
        {!d.enCours && d.points.length > 0 && (
          <p class="gt-sous">D’après les règles à compléter ou non respectées. Vous relisez, vous envoyez.</p>
        )}
      </div>
      {d.enCours ? (
        <p>
          {d.enCours.phrase} <a href={paths.instruction.complements(id)}>{d.enCours.libelle}</a>
        </p>
      ) : d.points.length === 0 ? (
        <p>
          Les règles ne demandent rien au porteur. <a href={`${paths.instruction.complements(id)}#demander`}>Demander autre chose</a>
        </p>
      ) : (
        <Preparee id={id} slug={slug} retenus={retenus} {...d} />
      )}
      <p class="gt-instruire__suite">
        {suivant ? (
          <a class="fr-link fr-icon-arrow-right-line fr-link--icon-right" href={suivant.href} data-touche="s">
            Dossier suivant&nbsp;: {suivant.porteur}
          </a>
        ) : (
          <a class="fr-link" href={liste.href} data-touche="s">
            C’est le dernier dossier de la liste. Revenir à la liste
          </a>
        )}{' '}
        <Touche>S</Touche>
      </p>
    </section>
  )
}

const Preparee = ({
  id,
  slug,
  retenus,
  points,
  cibles,
  vu,
  echeance,
  jours,
}: DemandeVue & { id: string; slug: string; retenus: number }) => (
  <Formulaire action={paths.instruction.complements(id)} id="demander" aria-labelledby="demande-titre">
    <input type="hidden" name="vu" value={vu} />
    {/* Enter in a field presses the first button: it must be the harmless one */}
    <button class="fr-sr-only" type="submit" name="_geste" value="relire" tabindex={-1}>
      Relire la demande
    </button>
    <div class="gt-instruire__demander">
      <div>
        <ul class="gt-instruire__points">
          {points.map((p, i) => (
            <Point n={i + 1} p={p} slug={slug} cibles={cibles} />
          ))}
        </ul>
        <button
          class="fr-btn fr-btn--tertiary-no-outline fr-btn--sm fr-icon-add-line fr-btn--icon-left"
          type="submit"
          name="_geste"
          value="ajouter"
        >
          Ajouter un point
        </button>
      </div>
      <div class="gt-instruire__depart">
        <DateField
          name="echeance"
          label="Réponse jusqu’au"
          hint={jours === undefined ? 'L’appel ne fixe pas de délai.' : `${jours}\u00a0jour${jours > 1 ? 's' : ''}, délai de l’appel.`}
          value={echeance}
        />
        <button class="fr-btn" type="submit" name="suite" value="1" data-instruire-target="bouton" data-touches-principal>
          {/* a number that nothing brings up to date would be wrong once a point is unticked */}
          <span class="gt-avec-script">Demander {pluriel(retenus)}</span>
          <span class="gt-sans-script">Demander les points cochés</span>
        </button>
        <p class="gt-sous">
          Seuls les points cochés partent, par courriel, au porteur et à ses partenaires. <Touche>Ctrl Entrée</Touche>
        </p>
      </div>
    </div>
  </Formulaire>
)

const Point = ({ n, p, slug, cibles }: { n: number; p: PointPrepare; slug: string; cibles: readonly Cible[] }) => {
  const titre = p.titres.join(', ')
  return (
    <li>
      <div class="gt-case fr-checkbox-group fr-checkbox-group--sm">
        <input
          type="checkbox"
          id={`retenu-${n}`}
          name={`retenu-${n}`}
          value="oui"
          checked={p.retenu}
          data-instruire-target="case"
          data-action="instruire#compter"
        />
        <label class="fr-label" for={`retenu-${n}`}>
          {titre}
        </label>
      </div>
      <input type="hidden" name={`propose-${n}`} value="oui" />
      <div class="gt-instruire__point">
        <p class="gt-sous">
          {p.clauses.map(texte => [<Clause texte={texte} href={paths.appels.clause(slug, texte)} />, ' '])}
          {p.ouvre ? `Rouvre\u00a0: ${p.ouvre}.` : 'Aucune partie du dossier ne répond à cette règle\u00a0: choisissez celle qui s’ouvre.'}
          {!p.retenu && ' Point d’attention, proposé sans être coché.'}
        </p>
        {p.cible ? (
          <input type="hidden" name={`cible-${n}`} value={p.cible} />
        ) : (
          <Select name={`cible-${n}`} label={`Partie du dossier, point\u00a0${n}`} value="" options={ciblesGroupees(cibles)} />
        )}
        <TextArea name={`demande-${n}`} label={`Ce qui manque, point\u00a0${n}`} rows={2} value={p.demande} />
      </div>
    </li>
  )
}
