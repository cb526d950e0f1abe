import { SOMMES } from '../zip-en-flux.ts'

/** Travels with the archive: Node alone runs it, without this product. */
export const VERIFICATEUR = String.raw`// node verifier.mjs : relit chaque fichier et chaque ligne du journal ; s'arrête à la première faute.
import { createHash } from 'node:crypto'
import { createReadStream, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const ici = import.meta.dirname
const faute = phrase => { console.error('FAUTE : ' + phrase); process.exit(1) }
const empreinte = async f => {
  const h = createHash('sha256')
  try { for await (const b of createReadStream(f)) h.update(b) } catch { faute(f + ' manque') }
  return h.digest('hex')
}

const attendus = readFileSync(join(ici, '${SOMMES}'), 'utf8').trim().split('\n').map(l => [l.slice(0, 64), l.slice(66)])
for (const [sha, nom] of attendus) if ((await empreinte(join(ici, nom))) !== sha) faute(nom + ' a changé')
const connus = new Set([...attendus.map(([, nom]) => nom), '${SOMMES}'])
for (const f of readdirSync(ici, { recursive: true, withFileTypes: true }))
  if (f.isFile()) {
    const nom = join(f.parentPath, f.name).slice(ici.length + 1)
    if (!connus.has(nom)) faute(nom + ' a été ajouté')
  }

const ancrages = new Map(JSON.parse(readFileSync(join(ici, 'ancrages.json'), 'utf8')).map(a => [a.rang, a]))
let rang = 0, precedent = '00', entieres = 0
for await (const ligne of createInterface({ input: createReadStream(join(ici, 'journal.jsonl')) })) {
  if (!ligne) continue
  const l = JSON.parse(ligne), c = l.contenu
  if (l.rang !== ++rang) faute('la ligne ' + rang + ' du journal manque')
  if (l.precedent !== precedent) faute('la ligne ' + rang + ' du journal ne suit pas la précédente')
  precedent = l.hash
  const ancre = ancrages.get(rang)
  if (ancre && ancre.empreinte !== l.hash) faute('la ligne ' + rang + " n'est plus celle de l'ancrage du " + ancre.jour)
  ancrages.delete(rang)
  if (!c) continue
  entieres++
  const texte = [c.guichet, l.rang, c.instant, c.action, c.objet, c.acteur, c.donnees, l.precedent].join('\x1f')
  if (createHash('sha256').update(texte, 'utf8').digest('hex') !== l.hash) faute('le contenu de la ligne ' + rang + ' du journal a changé')
}

for (const a of ancrages.values()) faute('la ligne ' + a.rang + " de l'ancrage du " + a.jour + " n'est pas dans le journal")

const depots = JSON.parse(readFileSync(join(ici, 'donnees/depots.json'), 'utf8'))
const dossiers = new Map(JSON.parse(readFileSync(join(ici, 'donnees/dossiers.json'), 'utf8')).map(d => [d.id, d]))
let verifies = 0
for (const d of depots) {
  const dossier = dossiers.get(d.dossier_id)
  if (dossier.efface_le) continue
  const nom = 'dossiers/' + dossier.numero.toLowerCase() + '/depots/version-' + d.version + '.json'
  if ((await empreinte(join(ici, nom))) !== d.sha256) faute(nom + " n'est pas ce qui a été déposé")
  verifies++
}
console.log(attendus.length + ' fichiers intacts, ' + rang + ' lignes de journal enchaînées dont ' + entieres + ' de cet appel, ' + verifies + ' dépôts conformes à leur accusé.')
console.log('Sceau de la dernière ligne : ' + precedent)
`

export const VERIFIER_MD = `# Vérifier cette archive

Deux preuves, sans le logiciel qui l’a faite.

1. **Les fichiers.** \`sha256sum -c ${SOMMES}\` : chaque fichier est celui qui a été archivé.
2. **Le journal.** \`journal.jsonl\` a une ligne par acte du guichet, dans l’ordre. Chaque ligne porte le sceau de la précédente (\`precedent\`) et le sien (\`hash\`).
   Les lignes de cet appel sont entières (\`contenu\`). Des autres, seuls les deux sceaux sont donnés : la chaîne se suit sans trou, sans montrer ce qui est à d’autres.
   Sceau d’une ligne : SHA-256 du texte UTF-8 fait de guichet, rang, instant, action, objet, acteur, donnees et precedent, séparés par le caractère U+001F.

\`node verifier.mjs\` (Node 22 ou plus, rien d’autre) fait les deux, et compare chaque dépôt à l’empreinte que porte son accusé de réception.

L’empreinte de ${SOMMES} et le sceau de la dernière ligne, notés ailleurs (par exemple au procès-verbal de versement), prouvent que l’archive entière n’a pas été refaite.
Un dossier dont le contenu a été effacé au terme de sa conservation (\`efface_le\`) garde l’empreinte de son dépôt ; son texte n’y est plus.

## Ce que contient l’archive

| Où | Quoi |
|---|---|
| \`appel/version-N.yml\` | le cahier des charges, version par version |
| \`dossiers/NUMERO/\` | le dossier en PDF, chaque dépôt mot pour mot, ses pièces, les lettres, les actes, les fichiers des messages et des bilans |
| \`proces-verbaux/\` | les procès-verbaux figés |
| \`enveloppes/\` | les documents des mouvements de crédits |
| \`donnees/*.json\` | les tables, ligne par ligne ; montants en centimes ; \`structures.json\` dit qui est qui |
| \`dossiers.csv\` | la liste des dossiers, pour un tableur |
| \`journal.jsonl\` | le journal |
| \`ancrages.json\` | le rang et l’empreinte de la dernière ligne du journal, jour par jour ; publiés à \`/journal/ancrages.json\`, et envoyés à qui le guichet nomme |
`
