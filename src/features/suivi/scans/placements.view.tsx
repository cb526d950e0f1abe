import { paths } from '../../../paths.ts'
import { Select } from '../../../ui/champs.tsx'
import { FormActions, Formulaire } from '../../../ui/form.tsx'
import { type Compris, IGNOREE } from './scan.rules.ts'
import type { ActeEnAttente, Scan } from './scans.queries.ts'

/** Pages asked about at once: the others come when these are placed. */
const PREMIERES = 20

type Props = { scan: Scan; compris: Compris; attente: readonly ActeEnAttente[] }
/** Pages whose act somebody may say: looked at, then placed or left out. */
export const APlacer = ({ scan, compris, attente }: Props) => {
  const deCeScan = compris.groupes.flatMap(g => (g.acte && !g.acte.refus ? [g.acte] : []))
  const ici = new Set(deCeScan.map(a => a.id))
  const option = (a: ActeEnAttente) => ({ value: a.id, label: `n°\u00a0${a.numero}, ${a.porteur}` })
  const numeros = new Map([...deCeScan, ...attente].map(a => [a.id, a.numero]))
  // what asks for an answer first
  const pages = compris.aPlacer.toSorted((a, b) => Number(!!a.choix) - Number(!!b.choix) || a.rang - b.rang).slice(0, PREMIERES)
  const reste = compris.aPlacer.length - pages.length
  return (
    <section aria-labelledby="pages">
      <h2 class="fr-h4 fr-mt-4w" id="pages">
        Pages à placer
      </h2>
      <p>Regardez la page, puis dites de quel acte elle est.</p>
      <Formulaire action={paths.suivi.placementsScan(scan.id)}>
        <ul class="fr-raw-list gt-scan__pages">
          {pages.map(p => (
            <li>
              <div>
                <a
                  href={paths.suivi.pageScan(scan.id, p.rang)}
                  target="_blank"
                  rel="noopener"
                  data-turbo="false"
                  title={`Page ${p.rang} (PDF) - nouvelle fenêtre`}
                >
                  Page {p.rang} (PDF)<span class="fr-sr-only"> - nouvelle fenêtre</span>
                </a>
                <div class="gt-sous">{p.pourquoi}</div>
              </div>
              <Select
                name={`page.${p.rang}`}
                label={`Acte de la page ${p.rang}`}
                vide={p.acteId && !p.choix ? `Comme lue\u00a0: n°\u00a0${numeros.get(p.acteId) ?? ''}` : 'Ne pas choisir'}
                value={p.choix}
                options={[
                  { value: IGNOREE, label: 'La laisser de côté' },
                  ...(deCeScan.length > 0 ? [{ groupe: 'Actes de ce scan', options: deCeScan.map(option) }] : []),
                  { groupe: 'Autres actes à signer', options: attente.filter(a => !ici.has(a.id)).map(option) },
                ]}
              />
            </li>
          ))}
        </ul>
        {reste > 0 && <p class="gt-sous">{reste}&nbsp;de plus après celles-ci.</p>}
        <FormActions principal="Placer ces pages" filet={false} />
      </Formulaire>
    </section>
  )
}
