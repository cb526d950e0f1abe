import { formatEuros } from '../../lib/euros.ts'
import { paths } from '../../paths.ts'
import { Tableau } from '../../ui/table.tsx'
import type { Appel } from '../cahier/index.ts'
import { MOTS_SENS, type SENS } from '../decisions/index.ts'
import { ActesDuBureau, seCoche } from './actes.view.tsx'
import { aLire, type Etape, type LigneDite, type Vue } from './etapes.rules.ts'

type Props = { appel: Appel; lignes: readonly LigneDite[]; vue: Vue; aSigner: boolean; cle: string; instant: Date }

const ETAPES = [
  ['signature', 'Signature'],
  ['engagement', 'Engagement'],
  ['lettre', 'Lettre et acte'],
  ['avance', 'Avance'],
  ['bilan', 'Bilan'],
] as const

/** One row a decision with its steps, under the acts on the rows that are ticked. The rows of a view are ticked, but where all are shown. On a telephone a row is a short card, its steps folded. */
export const TableDuBureau = ({ appel, lignes, vue, aSigner, cle, instant }: Props) => (
  <form method="post" action={paths.administration.presentation(appel.slug)} data-controller="envoi selection" class="gt-bureau">
    <input type="hidden" name="cle" value={cle} />
    {seCoche(vue) && <ActesDuBureau slug={appel.slug} vue={vue} aSigner={aSigner} instant={instant} />}
    <Tableau
      legende="Décisions et ce qui les suit"
      legendeCachee
      dense
      tete={seCoche(vue) ? 1 : 0}
      lignes={lignes}
      colonnes={[
        ...(seCoche(vue)
          ? [
              {
                titre: 'Choisir',
                titreCache: true,
                class: 'gt-bureau__case',
                cellule: (x: LigneDite) => <Case x={x} coche={!SANS_CASE_COCHEE.includes(vue)} />,
              },
            ]
          : []),
        {
          titre: 'Lauréat',
          class: 'gt-bureau__qui',
          cellule: x => (
            <>
              {x.l.porteur}
              <div class="gt-sous">{x.l.numero}</div>
            </>
          ),
        },
        {
          titre: 'Aide',
          num: true,
          class: 'gt-bureau__aide',
          cellule: x =>
            x.l.montant > 0 ? formatEuros(x.l.montant) : <span class="gt-sous">{MOTS_SENS[x.l.sens as (typeof SENS)[number]]}</span>,
        },
        ...ETAPES.map(([e, titre]) => ({
          titre,
          class: 'gt-bureau__etape',
          cellule: (x: LigneDite) => <Pas e={x.etapes[e]} href={e === 'bilan' ? bilanALire(x, appel.slug) : undefined} />,
        })),
        { titre: 'Suite', class: 'gt-bureau__suite', cellule: x => <Suite x={x} slug={appel.slug} /> },
        { titre: 'Étapes', class: 'gt-bureau__pliees', cellule: x => <Pliees x={x} slug={appel.slug} /> },
      ]}
    />
    {seCoche(vue) && (
      <p class="gt-sous">
        Un acte porte sur les lignes cochées. Les lettres prêtes partent toutes. Ce qui est parti ne se reprend pas&nbsp;: une décision
        notifiée se corrige par une autre, un acte signé par un avenant.
      </p>
    )}
  </form>
)

/** Views that show too much to be ticked, or whose act is the exception. */
const SANS_CASE_COCHEE: readonly Vue[] = ['tous', 'signer', 'lire']

const Case = ({ x: { l }, coche }: { x: LigneDite; coche: boolean }) => (
  <div class="fr-checkbox-group fr-checkbox-group--sm">
    <input
      type="checkbox"
      id={`l-${l.decisionId}`}
      name="lignes"
      value={`${l.decisionId}.${l.dossierId}`}
      checked={coche}
      data-selection-target="case"
      data-aide={l.montant}
    />
    <label class="fr-label" for={`l-${l.decisionId}`}>
      <span class="fr-sr-only">Choisir {l.numero}</span>
    </label>
  </div>
)

const DITS = { fait: 'Fait', faire: 'À faire', corriger: 'À corriger', attente: 'Pas encore' } as const
const Pas = ({ e, href }: { e: Etape; href?: string | undefined }) => (
  <div class={`gt-pas gt-pas--${e.signe}`}>
    <span class="fr-sr-only">{DITS[e.signe]}&nbsp;: </span>
    {e.signe !== 'attente' && (href ? <a href={href}>{e.mot}</a> : e.mot)}
    {e.sous && <div class="gt-sous">{e.sous}</div>}
  </div>
)

/** The same on a telephone: five signs in a line, told one by one once open. */
const Pliees = ({ x, slug }: { x: LigneDite; slug: string }) => (
  <details>
    <summary>
      <span class="gt-bureau__signes" aria-hidden="true">
        {ETAPES.map(([e]) => (
          <span class={`gt-pas gt-pas--${x.etapes[e].signe}`} />
        ))}
      </span>
      <span class="fr-sr-only">Étapes de {x.l.porteur}</span>
    </summary>
    <dl>
      {ETAPES.map(([e, titre]) => (
        <div>
          <dt>{titre}</dt>
          <dd>
            <Pas e={x.etapes[e]} href={e === 'bilan' ? bilanALire(x, slug) : undefined} />
          </dd>
        </div>
      ))}
    </dl>
  </details>
)

/** A bilan that waits, read in the list of this desk. */
const bilanALire = (x: LigneDite, slug: string) =>
  x.l.bilan && aLire(x) ? paths.instruction.avecListe(paths.suivi.lecture(x.l.bilan.id), `bureau=${slug}`) : undefined

/** What opens the next step, and where. */
const Suite = ({ x, slug }: { x: LigneDite; slug: string }) => {
  const { l } = x
  const a = paths.administration
  const href =
    x.etapes.signature.signe === 'corriger'
      ? a.correction(slug, l.dossierId)
      : x.tour === 'lire'
        ? bilanALire(x, slug)
        : x.suite === 'Faire figer le procès-verbal'
          ? paths.comite.accueil
          : x.suite === 'Confirmer la décision'
            ? a.notifications(slug)
            : x.suite === 'Écrire l’engagement'
              ? '#engagements'
              : x.suite === 'Ouvrir l’acte'
                ? paths.suivi.dossier(l.dossierId)
                : undefined
  return (
    <>
      {href ? (
        <a href={href}>
          {x.suite}
          <span class="fr-sr-only"> pour {l.porteur}</span>
        </a>
      ) : (
        <span class="gt-sous">{x.suite}</span>
      )}
      {l.rendue && <div class="gt-bureau__note">«&nbsp;{l.rendue.note}&nbsp;»</div>}
    </>
  )
}
