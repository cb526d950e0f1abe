import { formatJour } from '../../lib/dates.ts'
import { type Centimes, formatEuros } from '../../lib/euros.ts'
import { majuscule, pluriel } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { Chiffres, EmptyState } from '../../ui/blocs.tsx'
import { NomStructure } from '../../ui/declaree.tsx'
import { Nouvelles } from '../../ui/nouvelles.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { Tableau } from '../../ui/table.tsx'
import type { Appel } from '../cahier/index.ts'
import type { EnveloppeLue } from '../enveloppes/index.ts'
import { motRang, type RangDonne } from '../ordre/index.ts'
import { quiSigne } from './autorite.rules.ts'
import { phraseDecision } from './phrases.ts'
import type { Pret } from './prets.queries.ts'

type Props = {
  site: Site
  appel: Appel
  prets: readonly Pret[]
  /** What their porteurs ranked, and whether the list follows it. */
  rangs: ReadonlyMap<string, RangDonne>
  parPorteur: boolean
  /** Decisions of the call that grant an aid. */
  laureats: number
  enveloppes: readonly EnveloppeLue[]
  /** Whether the reader confirms decisions and sends letters. */
  administre: boolean
  fait: string | undefined
}

/** What may be decided in a call without a comité, in the order in which it was instructed, under the envelope. */
export const PretsPage = ({ site, appel, prets, rangs, parPorteur, laureats, enveloppes, administre, fait }: Props) => {
  const attendent = prets.filter(p => !p.decision)
  const decides = prets.length - attendent.length
  return (
    <Page
      site={site}
      titre={`Décider, ${appel.titre}`}
      large
      ariane={[{ libelle: 'Dossiers déposés', href: paths.instruction.boite }, { libelle: 'Décider' }]}
    >
      <p class="gt-sous">{appel.titre}</p>
      <h1 class="fr-h3">Décider</h1>
      <Nouvelles fait={fait} />
      <p>
        Un dossier vient ici quand son instruction est finie, dans cet ordre. Vous écrivez la décision. {quiSigne(appel)} la confirme et la
        signe&nbsp;: rien n’est dit au porteur avant sa lettre.
      </p>
      <Chiffres
        chiffres={[
          { terme: 'À décider', valeur: attendent.length },
          { terme: 'Décidés, lettre à envoyer', valeur: decides },
          ...(appel.laureats ? [{ terme: 'Projets retenus', valeur: laureats, note: `sur ${appel.laureats.max} au plus` }] : []),
          ...enveloppes.map(e => ({
            terme: enveloppes.length > 1 ? `Reste, ${e.libelle}` : 'Reste de l’enveloppe',
            valeur: formatEuros(e.reste),
            note: `sur ${formatEuros(e.montant)}`,
          })),
        ]}
      />
      {prets.length === 0 ? (
        <EmptyState titre="Aucun dossier n’attend de décision.">
          Finissez l’analyse d’un dossier, puis dites qu’il est prêt. Il vient ici.
        </EmptyState>
      ) : (
        <>
          {rangs.size > 0 && <Ordre slug={appel.slug} parPorteur={parPorteur} />}
          <Prets prets={prets} rangs={rangs} parPorteur={parPorteur} reste={enveloppes.length === 1 ? enveloppes[0]!.reste : undefined} />
        </>
      )}
      {administre && decides > 0 && (
        <p>
          <a class="fr-btn fr-btn--secondary" href={paths.administration.notifications(appel.slug)}>
            Confirmer et notifier {pluriel(decides, 'décision')}
          </a>
        </p>
      )}
    </Page>
  )
}

/** What is left once those before are decided as proposed; nothing where several envelopes pay. */
function restesApres(prets: readonly Pret[], reste: Centimes | undefined): ReadonlyMap<string, Centimes> {
  const apres = new Map<string, Centimes>()
  let ici = reste
  for (const p of prets) {
    if (p.decision || ici === undefined) continue
    ici -= p.proposee ?? p.demandee ?? 0
    apres.set(p.id, ici)
  }
  return apres
}

/** The order of the list, and the other one: that of the instruction, or that which each porteur gave to its own dossiers. */
const Ordre = ({ slug, parPorteur }: { slug: string; parPorteur: boolean }) => (
  <p>
    {parPorteur
      ? 'Les dossiers d’un même porteur se suivent dans l’ordre qu’il a donné, aux places qu’ils avaient. '
      : 'Des porteurs ont rangé leurs dossiers. '}
    <a href={`${paths.instruction.decisions(slug)}${parPorteur ? '' : '?ordre=porteurs'}`}>
      {parPorteur ? 'Revenir à l’ordre de l’instruction' : 'Suivre l’ordre des porteurs'}
    </a>
  </p>
)

type PretsProps = Pick<Props, 'prets' | 'rangs' | 'parPorteur'> & { reste: Centimes | undefined }
const Prets = ({ prets, rangs, parPorteur, reste }: PretsProps) => {
  const apres = restesApres(prets, reste)
  const suivant = prets.find(p => !p.decision)?.id
  return (
    <Tableau
      legende={`Dossiers à décider, dans l’ordre de ${parPorteur ? 'leurs porteurs' : 'leur instruction'}`}
      legendeCachee
      lignes={prets}
      colonnes={[
        {
          titre: 'Dossier',
          cellule: p => (
            <>
              <NomStructure nom={p.porteur} declaree={p.declaree} />
              <div class="gt-sous">
                <a href={paths.instruction.dossier(p.id)}>{p.numero}</a> · {p.titre || 'Sans titre'}
                {rangs.has(p.id) && ` · priorité\u00a0${motRang(rangs.get(p.id)!)}`}
              </div>
            </>
          ),
        },
        { titre: 'Instruit le', cellule: p => (p.instruitLe ? formatJour(p.instruitLe) : '–') },
        { titre: 'Demandé', num: true, cellule: p => (p.demandee === null ? '–' : formatEuros(p.demandee)) },
        { titre: 'Proposé', num: true, cellule: p => (p.proposee === null ? '–' : formatEuros(p.proposee)) },
        ...(reste === undefined ? [] : [{ titre: 'Reste après', num: true, cellule: (p: Pret) => <Apres reste={apres.get(p.id)} /> }]),
        { titre: 'Décision', cellule: p => <Decision p={p} suivant={p.id === suivant} /> },
      ]}
    />
  )
}

const Apres = ({ reste }: { reste: Centimes | undefined }) => {
  if (reste === undefined) return <span>–</span>
  return <span class={reste < 0 ? 'gt-sous' : undefined}>{reste < 0 ? `il manque ${formatEuros(-reste)}` : formatEuros(reste)}</span>
}

/** The first that waits has the one primary button of the page. */
const Decision = ({ p, suivant }: { p: Pret; suivant: boolean }) =>
  p.decision ? (
    <>
      {majuscule(phraseDecision(p.decision))}
      <div class="gt-sous">
        {p.confirmee ? 'Confirmée' : 'À confirmer'} ·{' '}
        <a href={paths.instruction.decision(p.id)}>
          Changer<span class="fr-sr-only"> la décision de {p.numero}</span>
        </a>
      </div>
    </>
  ) : (
    <a class={`fr-btn fr-btn--sm${suivant ? '' : ' fr-btn--secondary'}`} href={paths.instruction.decision(p.id)}>
      Décider<span class="fr-sr-only"> de {p.numero}</span>
    </a>
  )
