// Loaded first in the process of the tests and in each thread that it starts: a thread reads our sources by itself, and must read the fault too.
import { registerHooks } from 'node:module'
import { isMainThread } from 'node:worker_threads'

const faute = process.env.MUTANTS_FAUTE
if (!isMainThread && faute) {
  const { url, texte } = JSON.parse(faute) as { url: string; texte: string }
  registerHooks({ load: (u, contexte, suite) => (u === url ? { ...suite(u, contexte), source: texte } : suite(u, contexte)) })
}
