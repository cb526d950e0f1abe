import { formatEuros } from '../../../lib/euros.ts'
import { Cle, Motifs } from '../../../ui/plots/dessin.tsx'
import { pct } from '../../../ui/plots/echelle.ts'
import { Tableau } from '../../../ui/table.tsx'
import type { EnveloppeVue } from './enveloppes.donnees.ts'

/** Where the money of each envelope is: five states, always in the same shapes, bars on one scale, and the figures beside them. */
export const Emploi = ({ enveloppes, total }: { enveloppes: readonly EnveloppeVue[]; total: EnveloppeVue }) => {
  const echelle = Math.max(1, ...enveloppes.map(e => e.montant))
  return (
    <>
      <Motifs />
      <Cle
        signes={[
          { signe: 'plein', libelle: 'versé' },
          { signe: 'clair', libelle: 'notifié, pas encore versé' },
          { signe: 'diagonales', libelle: 'décidé, pas encore annoncé' },
          { signe: 'vide', libelle: 'reste à décider' },
          { signe: 'tirets', libelle: 'en réserve' },
        ]}
      />
      <Tableau
        legende={`Emploi ${enveloppes.length > 1 ? 'des enveloppes' : 'de l’enveloppe'}`}
        legendeCachee
        dense
        lignes={enveloppes}
        colonnes={[
          { titre: 'Enveloppe', cellule: e => e.libelle },
          { titre: 'Emploi', class: 'gt-credits__barre', cellule: e => <Barre e={e} echelle={echelle} /> },
          {
            titre: 'Montant',
            num: true,
            cellule: e => <Somme valeur={e.montant} note={e.reserve > 0 && `dont ${formatEuros(e.reserve)} en réserve`} />,
          },
          {
            titre: 'Notifié',
            num: true,
            cellule: e => (
              <Somme valeur={e.notifie} note={e.notifie > 0 && (e.verse > 0 ? `dont ${formatEuros(e.verse)} versés` : 'rien de versé')} />
            ),
          },
          {
            titre: 'Décidé, non annoncé',
            num: true,
            cellule: e => <Somme valeur={e.decide} note={e.decide < 0 && 'une correction à annoncer'} />,
          },
          {
            titre: 'Reste à décider',
            num: true,
            cellule: e => <strong class={estFaible(e) ? 'gt-credits__faible' : undefined}>{formatEuros(e.reste)}</strong>,
          },
          { titre: 'Reste public', num: true, cellule: e => formatEuros(e.restePublic) },
        ]}
        pied={
          enveloppes.length > 1
            ? [
                'Total',
                '',
                <Somme valeur={total.montant} note={total.reserve > 0 && `dont ${formatEuros(total.reserve)} en réserve`} />,
                <Somme valeur={total.notifie} note={total.verse > 0 && `dont ${formatEuros(total.verse)} versés`} />,
                formatEuros(total.decide),
                formatEuros(total.reste),
                formatEuros(total.restePublic),
              ]
            : undefined
        }
      />
      <p class="gt-source">
        «&nbsp;Reste public&nbsp;» ne compte que ce qui est notifié&nbsp;: il ne laisse pas deviner une décision avant sa lettre.
      </p>
    </>
  )
}

/** Less than a twentieth is left. */
export const estFaible = (e: Pick<EnveloppeVue, 'reste' | 'montant'>) => e.reste * 20 < e.montant

const Somme = ({ valeur, note }: { valeur: number; note: string | false }) => (
  <>
    {formatEuros(valeur)}
    {note && <span class="gt-sous">{note}</span>}
  </>
)

const Barre = ({ e, echelle }: { e: EnveloppeVue; echelle: number }) => {
  const verse = Math.min(e.verse, e.notifie)
  const parts = [
    { valeur: verse, classe: 'gt-plot-part gt-plot--plein' },
    { valeur: e.notifie - verse, classe: 'gt-plot-part gt-plot--clair' },
    { valeur: Math.max(0, e.decide), classe: 'gt-plot-part gt-plot--diagonales' },
    { valeur: e.reste + Math.min(0, e.decide), classe: 'gt-plot-part gt-plot--vide' },
    { valeur: e.reserve, classe: 'gt-plot--vide gt-cumul__prevision' },
  ]
  let depuis = 0
  return (
    <svg class="gt-plot gt-credits__emploi" width="100%" height="20" role="img" aria-label={phraseEmploi(e)} focusable="false">
      {parts.map(p => {
        const x = depuis
        depuis += p.valeur
        return p.valeur > 0 ? <rect x={pct(x / echelle)} width={pct(p.valeur / echelle)} y="1" height="18" class={p.classe} /> : null
      })}
    </svg>
  )
}

const phraseEmploi = (e: EnveloppeVue) =>
  `${e.libelle}\u00a0: ${formatEuros(e.verse)} versés, ${formatEuros(e.notifie)} notifiés, ${formatEuros(e.decide)} décidés non annoncés, ${formatEuros(e.reste)} restants${e.reserve > 0 ? `, ${formatEuros(e.reserve)} en réserve` : ''}`
