/**
 * The engines beside libtorch, PyTorch's library in C++, on the same work. Start reading at {@link
 * optbench.peer.PeerBenchmark}.
 */
package optbench.peer;
