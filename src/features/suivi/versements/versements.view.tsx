import { debutDuJour, formatJourCourt } from '../../../lib/dates.ts'
import { formatEuros } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { Alert, EmptyState, Source } from '../../../ui/blocs.tsx'
import { Tableau } from '../../../ui/table.tsx'
import type { ProjetLu } from '../lire-projet.ts'
import type { VersementLu } from '../projet.queries.ts'
import { acomptePossible, avancePossible, type NatureVersement, type Possible } from '../versements.rules.ts'
import { aPayer } from './ordonner.ts'
import { NOMS_BORNE, NOMS_VERSEMENT } from './versements.mots.ts'

type Props = { p: ProjetLu; cote: 'service' | 'porteur' }

/** The payments of a lauréat, from what each was computed, and for the service what may be paid now. */
export const Versements = ({ p, cote }: Props) => {
  const { versements } = p.compte
  const du = versements.filter(v => v.nature === 'reversement' && !v.annuleLe && !v.verseLe)
  const enCours = versements.filter(v => !v.annuleLe || cote === 'service')
  return (
    <section aria-labelledby="versements">
      <h2 class="fr-h4 fr-mt-4w fr-mb-1w" id="versements">
        Versements
      </h2>
      {du.map(v => (
        <Alert ton="warning" petit>
          À reverser&nbsp;: {formatEuros(v.montant, { centimes: true })}, {cote === 'porteur' ? 'demandé' : 'demandé au porteur'} le{' '}
          {formatJourCourt(v.ordonneLe)}.
        </Alert>
      ))}
      <Tableau
        legende="Versements de ce projet"
        legendeCachee
        lignes={enCours}
        colonnes={[
          { titre: 'Nature', cellule: v => NOMS_VERSEMENT[v.nature] },
          { titre: 'Montant', num: true, cellule: v => formatEuros(v.montant, { centimes: true }) },
          { titre: 'Calculé sur', cellule: motCalcul },
          ...(cote === 'service'
            ? [{ titre: 'EJ, DP', cellule: (v: VersementLu) => [v.ej, v.dp].filter(Boolean).join(', ') || 'Aucune' }]
            : []),
          {
            titre: 'Ordonné le',
            cellule: v => [formatJourCourt(v.ordonneLe), ...(v.signataire ? [`par ${v.signataire}`] : [])].join(', '),
          },
          { titre: 'Payé le', cellule: v => <Paye p={p} v={v} cote={cote} /> },
        ]}
        vide={<EmptyState titre="Aucun versement" />}
      />
      {cote === 'service' && p.peut('verser') && <AVerser p={p} />}
    </section>
  )
}

const Paye = ({ p, v, cote }: Props & { v: VersementLu }) => {
  if (v.annuleLe) return <>Annulé&nbsp;: {v.annuleMotif}</>
  if (v.verseLe) return <>{formatJourCourt(debutDuJour(v.verseLe))}</>
  return cote === 'service' && p.peut('constater_versement') ? (
    <a href={paths.suiviDossier.paiement(p.acces.s.dossierId, v.id)}>
      Constater<span class="fr-sr-only">&nbsp;: {NOMS_VERSEMENT[v.nature]}</span>
    </a>
  ) : (
    <>Pas encore</>
  )
}

const e = (n: number | undefined) => formatEuros(n ?? 0)
/** What a lump sum is paid on. */
export const motFait = ({ jalons = 0, faits = 0 }: { jalons?: number; faits?: number }) =>
  jalons === 0 ? 'Projet déclaré terminé' : `Jalons faits\u00a0: ${faits} sur ${jalons}`
/** What an amount was computed from, as it was kept. */
export function motCalcul({ nature, calcul: c }: Pick<VersementLu, 'nature' | 'calcul'>): string {
  if (nature === 'avance') return `Aide de ${e(c.accorde)}, avance de ${e(c.max)} au plus`
  if (nature === 'acompte' && c.jalons !== undefined)
    return `${motFait(c)}\u00a0: aide gagnée ${e(c.consomme)}, déjà ordonné ${e(c.verse)}, ${e(c.max)} au plus`
  if (nature === 'acompte')
    return `Dépenses éligibles ${e(c.ht_eligible)}\u00a0: aide gagnée ${e(c.consomme)}, déjà ordonné ${e(c.verse)}, ${e(c.max)} au plus`
  if (c.abandon) return `Aide abandonnée\u00a0: acquis ${e(c.du)}, déjà versé ${e(c.verse)}`
  if (c.jalons !== undefined) return `Aide due ${e(c.du)} (${motFait(c).toLowerCase()}), déjà ordonné ${e(c.verse)}`
  return `Aide due ${e(c.du)} (dépenses éligibles ${e(c.ht_eligible)}, coût réel ${e(c.cout_reel)}, autres aides publiques ${e(c.autres_aides)}), déjà ordonné ${e(c.verse)}`
}

/** Why the balance waits. */
export const phraseAPayer = (montant: number) =>
  `${formatEuros(montant, { centimes: true })} sont ordonnés et pas encore payés\u00a0: constatez ce paiement ou annulez l’ordre, puis ordonnez le solde.`

/** A form sent again, whose payment is not what it asks for. */
export const phraseDejaServi = (v: { nature: NatureVersement; montant: number; annule: boolean }) =>
  `Ce formulaire a déjà servi\u00a0: ${NOMS_VERSEMENT[v.nature].toLowerCase()} de ${formatEuros(v.montant, { centimes: true })}, ${v.annule ? 'ordre annulé depuis' : 'à lire ci-dessous'}. Rien de plus n’est ordonné. Pour un autre versement, ouvrez-le à nouveau.`

type Ligne = { nature: 'avance' | 'acompte' | 'solde'; sur: string; max: number | undefined; possible: boolean }
const AVerser = ({ p }: { p: ProjetLu }) => {
  const { situation, signe, acces } = p.compte
  const { versements } = acces.appel.regime
  const { fondement } = versements
  if (!signe) return <Alert petit>L’acte n’est pas signé&nbsp;: rien ne peut encore être versé.</Alert>
  if (situation.solde) return <Alert petit>Le dernier versement est ordonné. Constatez son paiement pour solder l’aide.</Alert>
  const ligne = (nature: 'avance' | 'acompte', x: Possible): Ligne => ({ nature, sur: bornes(x), max: x.max, possible: x.max > 0 })
  const attente = aPayer(p.compte)
  const lignes: Ligne[] = [
    ligne('avance', avancePossible(situation, versements)),
    ligne('acompte', acomptePossible(situation, versements)),
    {
      nature: 'solde',
      sur: !acces.s.acheveLe
        ? 'Après le bilan final'
        : attente > 0
          ? phraseAPayer(attente)
          : acces.s.forfait
            ? `${motFait(acces.s.forfait)}, moins ce qui est déjà versé`
            : 'Dépenses réelles et aides publiques, moins ce qui est déjà versé',
      max: undefined,
      possible: acces.s.acheveLe !== null && attente === 0,
    },
  ]
  return (
    <>
      <Tableau
        legende="Ce qui peut être versé maintenant"
        lignes={lignes}
        colonnes={[
          { titre: 'Nature', cellule: l => NOMS_VERSEMENT[l.nature] },
          { titre: 'Calculé sur', cellule: l => l.sur },
          { titre: 'Au plus', num: true, cellule: l => (l.max === undefined ? 'À calculer' : formatEuros(l.max, { centimes: true })) },
          {
            titre: 'Ordonner',
            titreCache: true,
            cellule: l =>
              l.possible ? (
                <a class="fr-btn fr-btn--secondary fr-btn--sm" href={paths.suiviDossier.versements(acces.s.dossierId, l.nature)}>
                  Ordonner<span class="fr-sr-only">&nbsp;: {NOMS_VERSEMENT[l.nature]}</span>
                </a>
              ) : l.nature === 'solde' ? (
                'Pas encore'
              ) : (
                'Rien à verser'
              ),
          },
        ]}
      />
      {fondement && <Source>Plafonds&nbsp;: {fondement}.</Source>}
    </>
  )
}

/** « Aide accordée 9 000 €, plafond de l’avance 2 700 €, déjà ordonné 0 € ». */
export function bornes({ bornes: b, deja }: Possible): string {
  const mots = b.map(x => (x.quoi === 'une_fois' ? NOMS_BORNE.une_fois : `${NOMS_BORNE[x.quoi]} ${formatEuros(x.montant)}`))
  const phrase = [...mots, `déjà ordonné ${formatEuros(deja)}`].join(', ')
  return phrase.charAt(0).toUpperCase() + phrase.slice(1)
}
