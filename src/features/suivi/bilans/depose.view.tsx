import { formatDateCivile } from '../../../lib/dates.ts'
import { formatEuros, formatNombre } from '../../../lib/euros.ts'
import { formatSiret } from '../../../lib/siren.ts'
import { Tableau } from '../../../ui/table.tsx'
import { MOTS_JALON } from './bilan.ts'
import { nomPays } from './commandes/pays.ts'
import type { ContenuBilan } from './contenu-depose.ts'
import { PrevuRealise } from './prevu-realise.view.tsx'

const euros = (c: number) => formatEuros(c, { centimes: true })
/** Orders shown in a page: the file has them all. */
const MONTREES = 200

/** What a bilan says, as it was filed: for its structure, and for whoever reads it. */
export const DeclarationRelue = ({ c, niveau = 2 }: { c: ContenuBilan; niveau?: 2 | 3 }) => {
  const Titre = `h${niveau}` as 'h2'
  const ht = c.commandes.reduce((s, x) => s + x.ht, 0)
  return (
    <>
      <Titre class="fr-h5">Avancement</Titre>
      {c.avancement && <AvancementRelu {...c.avancement} />}
      <Tableau
        legende="Jalons"
        legendeCachee
        colonnes={[
          { titre: 'Jalon', cellule: j => j.libelle },
          { titre: 'Prévu au dossier', cellule: j => formatDateCivile(j.echeance) },
          { titre: 'Avant', cellule: j => point(j.avant) },
          { titre: 'Maintenant', cellule: j => <strong>{point(j)}</strong> },
        ]}
        lignes={c.jalons}
        vide={<p>Le dossier n’a pas de jalon.</p>}
      />
      <Titre class="fr-h5">Indicateurs</Titre>
      <Tableau
        legende="Indicateurs"
        legendeCachee
        colonnes={[
          { titre: 'Indicateur', cellule: i => `${i.nom}${i.unite ? ` (${i.unite})` : ''}` },
          { titre: 'Départ', num: true, cellule: i => valeur(i.depart) },
          { titre: 'Avant', num: true, cellule: i => valeur(i.avant) },
          { titre: 'Maintenant', num: true, cellule: i => <strong>{valeur(i.valeur)}</strong> },
          { titre: 'Cible', num: true, cellule: i => valeur(i.cible) },
        ]}
        lignes={c.indicateurs}
        vide={<p>Le dossier n’a pas d’indicateur.</p>}
      />
      <Titre class="fr-h5">Commandes payées par l’aide</Titre>
      {c.commandes.length > MONTREES && (
        <p>
          {formatNombre(c.commandes.length)}&nbsp;commandes, {euros(ht)} HT. Les {MONTREES} premières sont ici.
        </p>
      )}
      <Tableau
        legende="Commandes"
        legendeCachee
        colonnes={[
          { titre: 'Entreprise', cellule: x => x.entreprise },
          { titre: 'SIRET', cellule: x => (x.siret ? formatSiret(x.siret) : 'Aucun') },
          { titre: 'Siège', cellule: x => (x.pays === 'FR' ? (x.departement ?? '') : nomPays(x.pays)) },
          { titre: 'Date', cellule: x => formatDateCivile(x.date) },
          { titre: 'Pour', cellule: x => [...new Set([x.objet, x.lot, x.depense].filter(Boolean))].join(', ') || 'L’ensemble du projet' },
          { titre: 'HT', num: true, cellule: x => euros(x.ht) },
          { titre: 'TTC', num: true, cellule: x => euros(x.ttc) },
        ]}
        lignes={c.commandes.slice(0, MONTREES)}
        pied={c.commandes.length > 1 ? ['Total', '', '', '', '', euros(ht), euros(c.commandes.reduce((s, x) => s + x.ttc, 0))] : undefined}
        vide={<p>Aucune commande sur cette période.</p>}
      />
      {c.lignes && <PrevuRealise lignes={c.lignes} niveau={niveau} />}
      <Titre class="fr-h5">Fin prévue et difficultés</Titre>
      <p>
        {c.final ? 'Projet terminé le ' : 'Fin prévue le '}
        {c.fin ? formatDateCivile(c.fin) : 'une date inconnue'}
        {c.finAvant && c.finAvant !== c.fin && ` (avant\u00a0: ${formatDateCivile(c.finAvant)})`}.
      </p>
      <p class="gt-saisi">{c.difficultes || 'Aucune difficulté signalée.'}</p>
    </>
  )
}

const AvancementRelu = ({ texte, part, avant }: NonNullable<ContenuBilan['avancement']>) => (
  <>
    {part !== null && (
      <p>
        <strong>{part}&nbsp;%</strong> du projet
        {avant.part !== null && avant.part !== part && ` (avant\u00a0: ${avant.part}\u00a0%)`}.
      </p>
    )}
    <p class="gt-saisi">{texte || (part === null ? 'Rien n’est dit de l’avancement.' : '')}</p>
  </>
)

const valeur = (n: number | null) => (n === null ? 'Non mesuré' : formatNombre(n))
function point(p: ContenuBilan['jalons'][number]['avant']) {
  if (p.etat === 'fait') return p.fait ? `Fait le ${formatDateCivile(p.fait)}` : 'Fait'
  const avancement = p.etat === 'en_cours' && p.avancement !== null ? `, ${p.avancement}\u00a0%` : ''
  return `${MOTS_JALON[p.etat]}${avancement}${p.prevu ? `, prévu le ${formatDateCivile(p.prevu)}` : ''}`
}
