import { formatJourCourt } from '../../lib/dates.ts'
import { formatEuros } from '../../lib/euros.ts'
import { paths } from '../../paths.ts'
import { Tableau } from '../../ui/table.tsx'
import type { Appel } from '../cahier/index.ts'
import { MOTS_SENS, type SENS } from '../decisions/index.ts'
import { aLire, type Etape, type LigneDite, type Vue } from './etapes.rules.ts'

type Props = { appel: Appel; lignes: readonly LigneDite[]; vue: Vue; aSigner: boolean; cle: string; instant: Date }

/** One row a decision with its steps; below, the acts on the rows that are ticked. The rows of a view are ticked, but where all are shown. */
export const TableDuBureau = ({ appel, lignes, vue, aSigner, cle, instant }: Props) => (
  <form method="post" action={paths.administration.presentation(appel.slug)} data-controller="envoi selection" class="gt-bureau">
    <input type="hidden" name="cle" value={cle} />
    <Tableau
      legende="Décisions et ce qui les suit"
      legendeCachee
      dense
      tete={1}
      lignes={lignes}
      colonnes={[
        { titre: 'Choisir', titreCache: true, cellule: x => <Case x={x} coche={!SANS_CASE_COCHEE.includes(vue)} /> },
        {
          titre: 'Lauréat',
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
          cellule: x =>
            x.l.montant > 0 ? formatEuros(x.l.montant) : <span class="gt-sous">{MOTS_SENS[x.l.sens as (typeof SENS)[number]]}</span>,
        },
        { titre: 'Signature', cellule: x => <Pas e={x.etapes.signature} /> },
        { titre: 'Engagement', cellule: x => <Pas e={x.etapes.engagement} /> },
        { titre: 'Lettre et acte', cellule: x => <Pas e={x.etapes.lettre} /> },
        { titre: 'Avance', cellule: x => <Pas e={x.etapes.avance} /> },
        { titre: 'Bilan', cellule: x => <Pas e={x.etapes.bilan} href={bilanALire(x, appel.slug)} /> },
        { titre: 'Suite', cellule: x => <Suite x={x} slug={appel.slug} /> },
      ]}
    />
    <div class="gt-bureau__actes">
      {aSigner && (
        <>
          <div class="fr-checkbox-group fr-checkbox-group--sm">
            <input type="checkbox" id="avec_acte" name="avec_acte" value="oui" checked />
            <label class="fr-label" for="avec_acte">
              Avec l’arrêté qui accorde l’aide
            </label>
          </div>
          <button class="fr-btn fr-btn--sm" type="submit">
            Présenter à la signature
          </button>
          <button
            class="fr-btn fr-btn--tertiary fr-btn--sm"
            type="submit"
            formaction={paths.administration.reprisePresentation(appel.slug)}
          >
            Reprendre avant signature
          </button>
        </>
      )}
      <button class="fr-btn fr-btn--secondary fr-btn--sm" type="submit" formaction={paths.administration.lettresDues(appel.slug)}>
        Envoyer les lettres prêtes
      </button>
      <button class="fr-btn fr-btn--secondary fr-btn--sm" type="submit" formaction={paths.administration.avances(appel.slug)}>
        Ordonner les avances
      </button>
      <div class="gt-bureau__paye">
        <label class="fr-label" for="verse_le">
          Payé le
        </label>
        <input class="fr-input" id="verse_le" name="verse_le" value={formatJourCourt(instant)} inputmode="numeric" />
        <button class="fr-btn fr-btn--secondary fr-btn--sm" type="submit" formaction={paths.administration.paiements(appel.slug)}>
          Constater les paiements
        </button>
      </div>
    </div>
    <p class="gt-sous">
      Présenter, reprendre, ordonner et constater portent sur les lignes cochées. Les lettres prêtes partent toutes. Ce qui est parti ne se
      reprend pas&nbsp;: une décision notifiée se corrige par une autre, un acte signé par un avenant.
    </p>
  </form>
)

/** Views whose rows no act of the form concerns, or which show too much to be ticked. */
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
